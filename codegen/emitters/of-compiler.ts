/** The documents of the compiler itself, which no contract changes. */
import type { OutputFile } from "../output.ts";
import { emit as emitChanges } from "./docs-changes.ts";
import { emit as emitChecks } from "./docs-checks.ts";

export function emitOfCompiler(): OutputFile[] {
  return [...emitChanges(), ...emitChecks()];
}
