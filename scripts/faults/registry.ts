/** Every fault that is tried, in the order in which people read of them. */
import { bodies } from "./bodies.ts";
import { cleanup } from "./cleanup.ts";
import { client } from "./client.ts";
import { clock } from "./clock.ts";
import { durability } from "./durability.ts";
import type { Fault } from "./fault.ts";
import { fullDisk } from "./full-disk.ts";
import { heads } from "./heads.ts";
import { ioErrorsFault } from "./io-errors.ts";
import { kill } from "./kill.ts";
import { locked } from "./locked.ts";
import { provider } from "./provider.ts";
import { sigterm } from "./sigterm.ts";
import { slowloris } from "./slowloris.ts";

export const faults: readonly Fault[] = [
  kill,
  provider,
  client,
  slowloris,
  bodies,
  heads,
  sigterm,
  durability,
  ioErrorsFault,
  fullDisk,
  clock,
  cleanup,
  locked,
];
