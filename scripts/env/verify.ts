/** env -- verify: whether the secrets are still those that were recorded, and none is too old. */
import { CannotRun, exitCodes, parseOptions, UsageError } from "../command.ts";
import type { EnvCommand } from "./command.ts";
import { readContents } from "./contents.ts";
import {
  defaultTtlDays,
  examineManifest,
  isTtl,
  manifestPath,
  nextManifest,
  readManifest,
  shortFingerprint,
  writeManifest,
} from "./manifest.ts";

export const verifyCommand: EnvCommand = {
  verb: "verify",
  does: "whether the secrets are those that were recorded, and none is too old",
  help: `Usage: npm run env -- verify [--env-file FILE]
       npm run env -- verify --record [--ttl-days N] [--env-file FILE]

Holds the file, the secrets in it and those in the files that its NAME_FILE lines name against its manifest,
FILE.manifest.json: whether each is the one that was recorded, and how many days it has left. Run it every day.

  --record        write the manifest, the first one or a new one; a secret that stays the same keeps its day of issue
  --ttl-days N    with --record: days that a secret may stay, 1 to 3650; ${defaultTtlDays} unless the manifest says another number
  --env-file FILE .env in this folder unless given
  --help          print this

The manifest (mode 0600) holds a key of its own and fingerprints, HMAC-SHA256 with that key; 12 digits of each are shown.
Accounts of operators, and addresses without a password, may grow as old as they like.

Exit code: 0 good, also with a secret that has less than 14 days left, which it warns of; 1 something has changed, is too
old, or is from the future; 2 wrong usage; 3 could not run, also where there is no manifest.`,
  async run(args) {
    const { envFile, record, ttlDays } = readOptions(args);
    return record ? await recordNow(envFile, ttlDays) : verifyNow(envFile);
  },
};

function readOptions(args: string[]) {
  const { values } = parseOptions({
    args,
    options: {
      "env-file": { type: "string", default: ".env" },
      record: { type: "boolean", default: false },
      "ttl-days": { type: "string" },
    },
  });
  const { "env-file": envFile, record, "ttl-days": text } = values;
  if (text === undefined) return { envFile, record };
  if (!record) throw new UsageError("--ttl-days goes with --record only: the manifest keeps it.");
  const ttlDays = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!isTtl(ttlDays)) throw new UsageError("--ttl-days: must be a whole number from 1 to 3650.");
  return { envFile, record, ttlDays };
}

async function recordNow(envFile: string, ttlDays: number | undefined): Promise<number> {
  const contents = readContents(envFile);
  const previous = readManifest(contents.path)?.manifest;
  const manifest = nextManifest(previous, contents, { now: Date.now(), ...(ttlDays !== undefined && { ttlDays }) });
  await writeManifest(contents.path, manifest);
  const lines = Object.entries(manifest.secrets).map(
    ([name, { fingerprint, issuedAt }]) =>
      `${name.padEnd(24)}  ${shortFingerprint(fingerprint)}  issued ${issuedAt.slice(0, 10)}`,
  );
  lines.push(`Recorded in ${manifestPath(contents.path)}; a secret may stay ${manifest.ttlDays} days.`);
  process.stdout.write(`${lines.join("\n")}\n`);
  return exitCodes.good;
}

function verifyNow(envFile: string): number {
  const contents = readContents(envFile);
  const found = readManifest(contents.path);
  if (found === undefined) {
    throw new CannotRun(`${manifestPath(contents.path)}: is not there. Make it: npm run env -- verify --record`);
  }
  const { findings, warnings, lines } = examineManifest(found.manifest, contents, Date.now());
  const all = [...found.faults, ...findings];
  process.stdout.write(
    [...lines, ...warnings.map((line) => `warning: ${line}`), ...all].map((line) => `${line}\n`).join(""),
  );
  if (all.length > 0) return exitCodes.found;
  process.stdout.write(`${contents.path} is as it was recorded.\n`);
  return exitCodes.good;
}
