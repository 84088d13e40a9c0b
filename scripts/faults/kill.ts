/** kill -9 at a random moment under load, again and again: what a client was given is there at every start. */
import { setTimeout as sleep } from "node:timers/promises";
import { databaseKinds, type Fault } from "./fault.ts";

const CYCLES = { quick: 100, full: 2_500 };
const CLIENTS = 4;
/** From the start of the load to the kill, at most. */
const LONGEST_MS = 300;
/** After so many cycles everything is looked at. */
const LOOK_EVERY = 25;

export const kill: Fault = {
  name: "kill",
  says: "kill -9 at random moments under load",
  needs: [],
  databases: databaseKinds,
  async run({ size, dice, stage: createStage, say }) {
    const stage = await createStage();
    const broken: string[] = [];
    for (let cycle = 1; cycle <= CYCLES[size]; cycle += 1) {
      await stage.start();
      if (cycle % LOOK_EVERY === 1) broken.push(...(await stage.verdict()));
      const stop = stage.load(CLIENTS);
      await sleep(dice(LONGEST_MS));
      await stage.end("SIGKILL");
      await stop();
      if (cycle % LOOK_EVERY === 0) say(`${cycle} kills`);
    }
    await stage.start();
    broken.push(...(await stage.verdict()));
    const answered = stage.sent.filter(({ came }) => "status" in came && came.status === 200).length;
    return { did: `${CYCLES[size]} kills, ${answered} photos answered`, broken: [...new Set(broken)] };
  },
};
