/** The operators' desk: what the API and the command line of operators do alike, put together from the features. */
import type { Logger } from "pino";
import type { Config } from "../generated/config.ts";
import { systemClock } from "./core/clock.ts";
import type { FixedConfig } from "./core/live-config.ts";
import type { MediaStore } from "./core/media.ts";
import { createActionHandlers } from "./features/actions/index.ts";
import type { ActionTools, SettingState } from "./features/actions/kind.ts";
import { startReverter } from "./features/actions/revert.ts";
import { runCleanup } from "./features/cleanup/service.ts";
import { createSettingHandlers } from "./features/settings/index.ts";
import {
  changeSetting,
  findSetting,
  isSettingName,
  type LiveSettings,
  parseSetting,
  readSettings,
  type SettingView,
} from "./features/settings/service.ts";
import { createSlotHandlers } from "./features/slots/index.ts";
import { changeSlot, type SlotRules } from "./features/slots/service.ts";
import { createStatusHandlers, type StatusDependencies } from "./features/status/index.ts";
import { checkSettings } from "./providers/index.ts";
import type { Db } from "./storage/schema.ts";

export interface DeskDependencies {
  readonly config: FixedConfig;
  readonly log: Logger;
  readonly db: Db;
  readonly media: MediaStore;
  readonly settings: LiveSettings;
  /** Called when a slot has changed, so that what watches slots need not wait for its next look. */
  readonly slotsChanged: () => void;
  /** The page for customers, for who asks for a page. */
  readonly pageFor: StatusDependencies["pageFor"];
}

/** Operations that are served here. */
type DeskHandlers = ReturnType<typeof createSlotHandlers> &
  ReturnType<typeof createSettingHandlers> &
  ReturnType<typeof createActionHandlers> &
  ReturnType<typeof createStatusHandlers>;

export interface OperatorsDesk {
  readonly handlers: DeskHandlers;
  /** Resolves when nothing of it works on the database any more. */
  stop(): Promise<void>;
}

export function createDesk(dependencies: DeskDependencies): OperatorsDesk {
  const { config, log, db, media, settings, slotsChanged, pageFor } = dependencies;
  const tools = actionTools(config, db, async () => media);
  const changed = async () => {
    await settings.refresh();
    slotsChanged();
  };
  const reverter = startReverter(tools, db, log, changed);
  return {
    handlers: {
      ...createSlotHandlers({ db, rules: slotRules(config), changed: slotsChanged }),
      ...createSettingHandlers({ db, config, settings }),
      ...createActionHandlers({ db, tools, changed }),
      ...createStatusHandlers({ db, pageFor }),
    },
    stop: reverter.stop,
  };
}

/** What this installation allows of slots. */
export function slotRules({ NODE_ENV }: Pick<Config, "NODE_ENV">): SlotRules {
  return { checkSettings, faultAllowed: NODE_ENV === "development" || NODE_ENV === "test" };
}

/** What the playbook's actions are made of. Only a cleanup opens the media. */
export function actionTools(config: FixedConfig, db: Db, openMedia: () => Promise<MediaStore>): ActionTools {
  const rules = slotRules(config);
  return {
    changeSlot: (transaction, id, edit, mandate) => changeSlot(transaction, id, edit, mandate, rules),
    findSetting: async (transaction, name) =>
      isSettingName(name) ? stateOf(await findSetting(transaction, config, name)) : undefined,
    settingProblem(name, value) {
      const parsed = isSettingName(name)
        ? parseSetting(name, String(value))
        : { problem: `there is no setting ${name}` };
      return typeof parsed === "number" ? undefined : parsed.problem;
    },
    async changeSetting(transaction, name, value, mandate) {
      if (!isSettingName(name)) throw new Error(`${name} was found and is no setting.`);
      const changed = await changeSetting(transaction, config, name, value, mandate);
      if (!changed.ok) throw new Error(changed.problem);
      return stateOf(changed.after);
    },
    async cleanUp(options) {
      const [snapshot, media] = [await readSettings(db, config), await openMedia()];
      const outcome = await runCleanup(
        { db, media, settings: { current: () => snapshot }, clock: systemClock() },
        options,
      );
      if (!outcome.ran) return { problem: outcome.message };
      const { items, totals } = outcome.report;
      return { files: items.length, bytes: Object.values(totals).reduce((sum, { bytes }) => sum + bytes, 0) };
    },
  };
}

function stateOf({ name, value, isSet, version }: SettingView): SettingState {
  return { name, value, isSet, version };
}
