/** Every fault that is tried, in the order in which people read of them. */
import type { Fault } from "./fault.ts";
import { kill } from "./kill.ts";

export const faults: readonly Fault[] = [kill];
