/** The moments at which the service is killed: one in each phase of its life. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Dice } from "../dice.ts";
import type { Stage } from "../stage.ts";
import { until } from "../until.ts";
import type { Crowd } from "./crowd.ts";

/** What a moment is chosen by. */
export interface Scene {
  readonly stage: Stage;
  readonly crowd: Crowd;
  readonly dice: Dice;
  /** About how long a start takes, in milliseconds. */
  readonly startMs: number;
}

export interface Moment {
  /** As the table has it. */
  readonly name: string;
  /** Of a hundred kills. */
  readonly share: number;
  /** Starts the service and resolves when it is to be killed. */
  come(scene: Scene): Promise<void>;
}

/** So long answers are waited for; a service that owes them longer is killed all the same. */
const PATIENCE_MS = 10_000;

export const moments: readonly Moment[] = [
  {
    name: "in the start",
    share: 15,
    async come({ stage, dice, startMs }) {
      void begin(stage);
      await sleep(dice(Math.ceil(startMs)));
    },
  },
  {
    name: "in recovery and cleanup",
    share: 10,
    async come({ stage, dice }) {
      void begin(stage);
      await stage.service().listening;
      await sleep(dice(100));
    },
  },
  {
    name: "at the first uploads",
    share: 15,
    async come({ stage, crowd, dice }) {
      await begin(stage);
      crowd.come();
      await sleep(dice(40));
    },
  },
  {
    name: "after a provider's answer",
    share: 25,
    async come({ stage, crowd, dice }) {
      await begin(stage);
      const { provider } = stage;
      const enough = provider.answers() + 1 + dice(8);
      crowd.come();
      await until(() => provider.answers() >= enough, PATIENCE_MS);
      await sleep(dice(30));
    },
  },
  {
    name: "after a client's answer",
    share: 20,
    async come({ stage, crowd, dice }) {
      await begin(stage);
      const enough = crowd.counts().given + 1 + dice(8);
      crowd.come();
      await until(() => crowd.counts().given >= enough, PATIENCE_MS);
      await sleep(dice(4));
    },
  },
  {
    name: "at any time",
    share: 15,
    async come({ stage, crowd, dice }) {
      await begin(stage);
      crowd.come();
      await sleep(dice(500));
    },
  },
];

/** One of them, as often as its share says. */
export function chooseMoment(dice: Dice): Moment {
  let chance = dice(moments.reduce((sum, { share }) => sum + share, 0));
  const found = moments.find(({ share }) => {
    chance -= share;
    return chance < 0;
  });
  if (found === undefined) throw new Error("The dice fell outside of the shares.");
  return found;
}

/** Whoever kills it looks at how it ended. */
async function begin(stage: Stage): Promise<void> {
  await stage.start().catch(() => undefined);
}
