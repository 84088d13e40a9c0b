/** One drill from its start to the notice that all is well again, and what was seen of it. */
import { setTimeout as sleep } from "node:timers/promises";
import { playbookPath } from "../../codegen/emitters/rules.ts";
import type { Alert, Model } from "../../codegen/model.ts";
import { alertOf, compile } from "./compile.ts";
import type { Drill } from "./drill.ts";
import { shownNow, watchedOf } from "./series.ts";
import { type Notice, type Programs, startWatch, type Watch } from "./watch.ts";

/** What a drill came to; times are seconds since the fault. */
export interface DrillResult {
  readonly drill: Drill;
  readonly severity: Alert["severity"];
  readonly pending: number;
  readonly firing: number;
  readonly noticed: number;
  readonly cured: number;
  readonly resolved: number;
  /** Of the alert while it was pending, as Prometheus gives it. */
  readonly value: number;
  readonly summary: string;
  readonly playbook: string;
  /** Alerts of which Alertmanager said at some time that it tells nobody of them because of this one. */
  readonly muted: readonly string[];
  /** Other alerts that somebody was told of. */
  readonly besides: readonly string[];
}

/** What a drill waited for in vain; the message is for people. */
export class DrillFailed extends Error {
  override readonly name = "DrillFailed";
}

/** Hears of what is seen, as it is seen: seconds since the fault, a word for what it is, and a sentence. */
export type Say = (seconds: number, what: string, text: string) => void;

const LOOK_MS = 50;
const SERIES_EVERY_MS = 2_000;
/** What a wait may take beyond the times of the rule: traffic must come, and T must pass. */
const PATIENCE_SECONDS = 45;

/** Throws DrillFailed, and the reason of `interrupted` when that aborts; nothing is left behind then. */
export async function runDrill(
  drill: Drill,
  programs: Programs,
  interrupted: AbortSignal,
  say: Say,
): Promise<DrillResult> {
  const model = await compile(drill.timeScale);
  const scene = await drill.start();
  try {
    const watch = await startWatch(model, programs, scene.target);
    try {
      const until = patientUntil(interrupted);
      await isWell(watch, until);
      return await watchDrill(drill, model, { watch, until }, scene.fault, say);
    } finally {
      await watch.stop();
    }
  } finally {
    await scene.stop();
  }
}

/** A fault on something that was never seen well would show nothing. */
async function isWell({ prometheus }: Watch, until: Until): Promise<void> {
  await until("a scrape without any alert", PATIENCE_SECONDS, async () => {
    const isUp = (await prometheus.targets()).some(({ health }) => health === "up");
    return isUp && (await prometheus.alerts()).length === 0 ? true : undefined;
  });
}

async function watchDrill(
  drill: Drill,
  model: Model,
  { watch, until }: { readonly watch: Watch; readonly until: Until },
  fault: Awaited<ReturnType<Drill["start"]>>["fault"],
  say: Say,
): Promise<DrillResult> {
  const alert = alertOf(model, drill.alert);
  const { groupWaitSeconds, groupIntervalSeconds } = model.notifications[alert.severity];
  const startedAt = performance.now();
  const now = () => (performance.now() - startedAt) / 1000;
  const see = async <T>(what: string, seconds: number, look: () => Promise<T | undefined>): Promise<T & {}> =>
    await until(`${what} of ${alert.name}`, seconds + PATIENCE_SECONDS, look);
  say(0, "fault", drill.says);
  const beginning = fault(watch.prometheus);
  // A fault that takes its time is watched meanwhile; what it throws is thrown where it is waited for.
  beginning.catch(() => undefined);
  const muted = new Set<string>();
  const showMuted = mutedTeller(alert, watch, muted, (text) => say(now(), "muted", text));
  const showSeries = seriesTeller(watchedOf(alert), watch, (text) => say(now(), "series", text));
  const active = async () => {
    const alerts = await watch.prometheus.alerts();
    await showMuted();
    await showSeries();
    return alerts.find(({ name }) => name === alert.name);
  };

  const first = await see("the pending state", alert.forSeconds, active);
  const pending = now();
  say(
    pending,
    "pending",
    `${Number(first.value.toPrecision(3))} by its expression; it must hold for ${shown(alert.forSeconds)}`,
  );
  await see("the firing state", alert.forSeconds, async () =>
    (await active())?.state === "firing" ? true : undefined,
  );
  const firing = now();
  say(firing, "firing", "Prometheus tells Alertmanager");
  const notice = await see("the notice", groupWaitSeconds, async () => {
    await active();
    return noticeOf(watch, alert, "firing");
  });
  const noticed = now();
  const { summary = "", playbook = "" } = notice.alerts[0]?.annotations ?? {};
  say(noticed, "notice", `${notice.receiver}: ${summary} → ${playbook}`);
  requireUseful(notice, alert, { summary, playbook });

  const cure = await beginning;
  say(now(), "cure", drill.cure);
  const before = watch.notices().length;
  await cure();
  const cured = now();
  await see("the end", alert.keepFiringSeconds, async () => ((await active()) === undefined ? true : undefined));
  say(now(), "quiet", "it fires no more");
  await see("the notice of the end", groupIntervalSeconds, async () => {
    await active();
    return noticeOf(watch, alert, "resolved", before);
  });
  const resolved = now();
  say(resolved, "resolved", `${alert.severity} is told that it is over`);
  const told = new Set(watch.notices().flatMap(({ alerts }) => alerts.map(({ labels }) => labels["alertname"] ?? "")));
  return {
    ...{ drill, severity: alert.severity, pending, firing, noticed, cured, resolved, value: first.value },
    ...{ summary, playbook },
    muted: [...muted],
    besides: [...told].filter((name) => name !== alert.name),
  };
}

/** Throws DrillFailed for a notice to somebody else, and for one that does not help. */
function requireUseful(
  { receiver }: Notice,
  alert: Alert,
  { summary, playbook }: Pick<DrillResult, "summary" | "playbook">,
): void {
  if (receiver !== alert.severity) throw new DrillFailed(`The notice went to ${receiver}.`);
  if (summary === "" || summary.includes("<error") || playbook !== playbookPath(alert.playbook))
    throw new DrillFailed(`The notice does not say what is wrong and what to do: "${summary}" → "${playbook}".`);
}

/** Asks Alertmanager what it mutes because of the alert, keeps the names and tells each once. */
function mutedTeller(
  { name, inhibits }: Alert,
  { mutedBy }: Watch,
  kept: Set<string>,
  tell: (text: string) => void,
): () => Promise<void> {
  return async () => {
    if (inhibits.length === 0) return;
    for (const other of await mutedBy(name)) {
      if (!kept.has(other)) tell(`Alertmanager tells nobody of ${other}, because ${name} fires`);
      kept.add(other);
    }
  };
}

/** Tells the value of the series when it has changed, every other second at most. */
function seriesTeller(series: string, { prometheus }: Watch, tell: (text: string) => void): () => Promise<void> {
  let told = "";
  let toldAt = 0;
  return async () => {
    if (performance.now() - toldAt < SERIES_EVERY_MS) return;
    toldAt = performance.now();
    const text = await shownNow(series, prometheus);
    if (text !== told) tell(text);
    told = text;
  };
}

/** The first one, of those after the first `since`. */
function noticeOf({ notices }: Watch, { name }: Alert, status: Notice["status"], since = 0): Notice | undefined {
  return notices()
    .slice(since)
    .find((notice) => notice.status === status && notice.alerts.some(({ labels }) => labels["alertname"] === name));
}

function shown(seconds: number): string {
  return `${Number(seconds.toFixed(1))} s`;
}

/** Looks until something is there. Throws DrillFailed after so many seconds. */
type Until = <T>(what: string, seconds: number, look: () => Promise<T | undefined>) => Promise<T & {}>;

function patientUntil(interrupted: AbortSignal): Until {
  return async (what, seconds, look) => {
    const giveUpAt = performance.now() + seconds * 1000;
    for (;;) {
      const found = await look();
      if (found !== undefined && found !== null) return found;
      interrupted.throwIfAborted();
      if (performance.now() > giveUpAt) throw new DrillFailed(`Waited ${shown(seconds)} for ${what}, in vain.`);
      await sleep(LOOK_MS);
    }
  };
}
