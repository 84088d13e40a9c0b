/** Every fault that is tried, in the order in which people read of them. */
import { bodies } from "./bodies.ts";
import { client } from "./client.ts";
import type { Fault } from "./fault.ts";
import { heads } from "./heads.ts";
import { kill } from "./kill.ts";
import { provider } from "./provider.ts";
import { slowloris } from "./slowloris.ts";

export const faults: readonly Fault[] = [kill, provider, client, slowloris, bodies, heads];
