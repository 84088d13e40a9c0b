/** The new secrets of a rotation: from a private file, or made up here. Never from the command line, where others see them. */
import { randomBytes } from "node:crypto";
import { parseEnv } from "node:util";
import type { SecretName } from "../../../src/core/live-config.ts";
import { loadEnv } from "../../../src/env.ts";
import { secretNames } from "../../../src/secret-rules.ts";
import { CannotRun, UsageError } from "../../command.ts";
import type { EnvContents } from "../contents.ts";

export interface NewSecret {
  readonly value: string;
  /** Where it stands, when the file of new values names it as NAME_FILE. */
  readonly file?: string;
}

export type NewSecrets = ReadonlyMap<string, NewSecret>;

/** Nobody else issues these: what they must agree with is set by the same operator. */
export const madeHere: readonly string[] = [
  "INGEST_PASSWORD",
  "METRICS_TOKEN",
  "WEBHOOK_SECRET",
  "HTTP_PROVIDER_SECRET",
] satisfies SecretName[];

/** Throws UsageError and CannotRun; no message holds a value. */
export function readNewSecrets(valuesFile: string | undefined, generate: readonly string[]): NewSecrets {
  const given = valuesFile === undefined ? new Map<string, NewSecret>() : readValues(valuesFile);
  for (const name of generate) {
    if (!madeHere.includes(name)) {
      throw new UsageError(`--generate ${name}: its issuer makes it; one of ${madeHere.join(", ")} can be made here.`);
    }
    if (given.has(name)) throw new UsageError(`--generate ${name}: --values has it as well.`);
    given.set(name, { value: randomBytes(24).toString("base64url") });
  }
  if (given.size === 0) throw new UsageError("Nothing is to change: give --values FILE or --generate NAME.");
  return given;
}

function readValues(path: string): Map<string, NewSecret> {
  const { CREDENTIALS_DIRECTORY } = process.env;
  const loaded = loadEnv({ env: { CREDENTIALS_DIRECTORY }, envFile: path, strict: true });
  const faults = [...loaded.problems.map(({ message }) => message)];
  const text = loaded.files.find(({ secret }) => secret === undefined)?.bytes.toString("utf8") ?? "";
  for (const [name, value] of Object.entries(parseEnv(text))) {
    if (!secretNames.includes(name.replace(/_FILE$/, "")))
      faults.push(`${path}: ${name} is no secret of this service: it is not rotated, but edited`);
    else if (value === "")
      faults.push(`${path}: ${name} is empty; a secret that is to go is taken out of the file by hand`);
  }
  if (faults.length > 0) throw new CannotRun(faults.join("\n"));
  const files = new Map(loaded.files.map((file) => [file.secret, file.path]));
  return new Map(
    Object.entries(loaded.record).map(([name, value]) => {
      const file = files.get(name);
      return [name, { value, ...(file !== undefined && { file }) }];
    }),
  );
}

/** Throws CannotRun where this is no rotation: a value is the one in force, or another secret's. */
export function refuseKnown(fresh: NewSecrets, { secrets }: Pick<EnvContents, "secrets">): void {
  const faults = [...fresh].flatMap(([name, { value }]) => {
    const owner = [...secrets].find(([, known]) => known === value)?.[0];
    if (owner === undefined) return [];
    if (owner === name) return [`${name}: the new value is the one in force: that is no rotation`];
    return [`${name}: the new value is that of ${owner}; give each one of its own`];
  });
  if (faults.length > 0) throw new CannotRun(faults.join("\n"));
}
