/** One process of the service, among others that may share its database. */
import { randomBytes } from "node:crypto";
import { hostname } from "node:os";

export interface Instance {
  /** Another one with each start of a process. */
  readonly id: string;
  /** The name of its machine, for people. */
  readonly host: string;
}

/** This process from now on. */
export function newInstance(): Instance {
  return { id: randomBytes(16).toString("hex"), host: hostname() };
}
