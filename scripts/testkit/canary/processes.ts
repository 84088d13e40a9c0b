/** Which processes there are below one, and what everybody on the machine can read of them. */
import { readdirSync, readFileSync } from "node:fs";
import type { Place } from "./search.ts";

const LOOK_MS = 100;

/** Everything about processes that was seen between its start and its stop. */
export interface ProcessWatch {
  /** Command lines of all of them, and the environment of those that a service started. */
  stop(): Place[];
}

/** Looks at the descendants of this process again and again; `services` gives the ids of those whose children inherit nothing. */
export function watchProcesses(services: () => readonly number[]): ProcessWatch {
  const places = new Map<string, Place>();
  const look = () => {
    const parents = readParents();
    for (const [pid, parent] of parents) {
      if (!descends(pid, parents)) continue;
      keep(places, `the command line of process ${pid}`, `/proc/${pid}/cmdline`);
      if (services().includes(parent)) {
        keep(places, `the environment of process ${pid}, a child of the service`, `/proc/${pid}/environ`);
      }
    }
  };
  const timer = setInterval(look, LOOK_MS);
  return {
    stop() {
      clearInterval(timer);
      return [...places.values()];
    },
  };
}

function keep(places: Map<string, Place>, name: string, path: string): void {
  const bytes = read(path);
  if (bytes !== undefined) places.set(name, { name, bytes });
}

/** undefined when the process has ended meanwhile, or is somebody else's. */
function read(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

function readParents(): Map<number, number> {
  const parents = new Map<number, number>();
  for (const pid of readdirSync("/proc").filter((entry) => /^\d+$/.test(entry))) {
    // Behind the name in parentheses: the state, then the parent.
    const [, parent] = /.*\) \w (\d+) /s.exec(read(`/proc/${pid}/stat`)?.toString("latin1") ?? "") ?? [];
    if (parent !== undefined) parents.set(Number(pid), Number(parent));
  }
  return parents;
}

function descends(pid: number, parents: ReadonlyMap<number, number>): boolean {
  for (let at = parents.get(pid); at !== undefined && at > 1; at = parents.get(at)) {
    if (at === process.pid) return true;
  }
  return false;
}
