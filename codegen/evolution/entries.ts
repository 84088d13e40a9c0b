/** What VERSION.json says of the changes, held against what the diff found, and the entries that would be right. */
import { CONTRACT_FILES } from "../index.ts";
import type { Change as Entry, Version } from "../model.ts";
import { error, type Problem } from "../problem.ts";
import { type Artifact, type Change, isAtLeast, type Verdict } from "./change.ts";
import type { ChangeType } from "./taxonomy.ts";

const ARTIFACTS: readonly Artifact[] = ["metrics", "config", "openapi"];

/** The contract files that an entry names. */
function artifactsOf({ artifacts }: Pick<Entry, "artifacts">): Artifact[] {
  return ARTIFACTS.filter((name) => artifacts.some((file) => file.endsWith(CONTRACT_FILES[name])));
}

/** The class that is needed when the author declares a break in a file that the diff does not read. */
export function declared({ changes }: Version, found: Verdict): Verdict {
  return changes.some((entry) => entry.breaking && artifactsOf(entry).length === 0) ? "major" : found;
}

/** Entries that contradict the changes, changes that no entry tells of, and pages that are turned down unacknowledged. */
export function entryProblems(version: Version, changes: readonly Change[]): Problem[] {
  return [
    ...version.changes.flatMap((entry) => contradictions(entry, version, changes)),
    ...untold(version, changes),
    ...unacknowledged(version, changes),
  ];
}

function contradictions(entry: Entry, version: Version, changes: readonly Change[]): Problem[] {
  const artifacts = artifactsOf(entry);
  if (artifacts.length === 0) return [];
  const within = changes.filter(({ artifact }) => artifacts.includes(artifact));
  const meant = within.filter((change) => isOfType(change, entry.type, within));
  if (meant.length === 0) {
    const found = [...new Set(within.map(({ type }) => type))].sort().join(", ");
    const message = `Nothing was ${entry.type} in ${artifacts.map(fileOf).join(" and ")} since the last release${found === "" ? "" : `; what was: ${found}`}.`;
    return [error("version/change-type", entry.at("type"), message, "Remove the entry, or say what happened.")];
  }
  const major = meant.filter((change) => change.class === "major");
  if (entry.breaking && major.length === 0) {
    const message =
      "Nobody has to act on what was " +
      `${entry.type} in ${artifacts.map(fileOf).join(" and ")}, but the entry says so.`;
    return [error("version/change-breaking", entry.at("breaking"), message, 'Write `"breaking": false`.')];
  }
  const toldElsewhere = version.changes.some(
    (other) =>
      other.breaking && other.type === entry.type && artifactsOf(other).some((name) => artifacts.includes(name)),
  );
  const [first] = major;
  if (entry.breaking || !first || toldElsewhere) return [];
  const message = `${first.message} (${first.id}, major), but the entry says that nobody has to act.`;
  return [error("version/change-breaking", entry.at("breaking"), message, 'Write `"breaking": true`.')];
}

/** What mends something is `fixed`, too; where one thing goes and another comes, something is `changed`. */
function isOfType({ type, class: weight }: Change, told: ChangeType, within: readonly Change[]): boolean {
  if (type === told) return true;
  if (told === "fixed") return type === "changed" && weight !== "major";
  const types = within.map((change) => change.type);
  return told === "changed" && types.includes("added") && types.includes("removed");
}

function fileOf(artifact: Artifact): string {
  return CONTRACT_FILES[artifact].split("/").at(-1) ?? "";
}

/** What somebody may have to know of and no entry tells; texts need none. */
function leftOut(entries: readonly Entry[], changes: readonly Change[]): Change[] {
  const isTold = (change: Change) => {
    const within = changes.filter(({ artifact }) => artifact === change.artifact);
    return entries.some(
      (entry) => artifactsOf(entry).includes(change.artifact) && isOfType(change, entry.type, within),
    );
  };
  return changes.filter((change) => isAtLeast(change.class, "minor") && !isTold(change));
}

function untold(version: Version, changes: readonly Change[]): Problem[] {
  const groups = Map.groupBy(
    leftOut(version.changes, changes),
    ({ type, artifact }) => `${type} in ${fileOf(artifact)}`,
  );
  return [...groups].map(([what, [first, ...rest]]) => {
    const more = rest.length === 0 ? "" : ` And ${rest.length} more.`;
    const message = `No entry of \`changes\` tells what was ${what}: ${first?.message ?? ""}${more}`;
    return error(
      "version/change-missing",
      version.at("changes"),
      message,
      "Add an entry, or run `npm run contract -- bump`.",
    );
  });
}

/**
 * The entries that contradict nothing, and the changes that no entry tells once those are kept. Where none of them that
 * can be judged is right, all are those of the last release.
 */
export function rightEntries(
  version: Version,
  changes: readonly Change[],
): { readonly kept: readonly Entry[]; readonly left: readonly Change[] } {
  const right = version.changes.filter((entry) => contradictions(entry, version, changes).length === 0);
  const isOfVersion = right.length === version.changes.length || right.some((entry) => artifactsOf(entry).length > 0);
  const kept = isOfVersion ? right : [];
  return { kept, left: kept.length === 0 ? changes : leftOut(kept, changes) };
}

/** Names of alerts that page later or more rarely. */
export function quieterPages(changes: readonly Change[]): string[] {
  const quieter = changes.filter(({ behaviour, pages }) => behaviour === "desensitised" && pages === true);
  return [...new Set(quieter.map(({ path }) => path.split("/")[1] ?? ""))];
}

/** A page that comes later or more rarely is a promise taken back: somebody must have meant it. */
function unacknowledged(version: Version, changes: readonly Change[]): Problem[] {
  const known = version.changes.flatMap(({ acknowledges = [] }) => acknowledges);
  return changes.flatMap(({ behaviour, pages, path, message }) => {
    const name = path.split("/")[1] ?? "";
    if (behaviour !== "desensitised" || pages !== true || known.includes(name)) return [];
    const help = `If that is meant, write \`"acknowledges": ["${name}"]\` in the entry of \`changes\` that tells of it.`;
    return [
      error(
        "version/desensitised",
        version.at("changes"),
        `${message} It wakes people, and no entry acknowledges that.`,
        help,
        "A04",
      ),
    ];
  });
}

/** The entries with further names in the first one that can acknowledge them. */
export function acknowledging<T extends Pick<Entry, "type" | "artifacts" | "acknowledges">>(
  entries: readonly T[],
  names: readonly string[],
): T[] {
  const known = entries.flatMap(({ acknowledges = [] }) => acknowledges);
  const missing = names.filter((name) => !known.includes(name));
  const place = entries.findIndex((entry) => entry.type === "changed" && artifactsOf(entry).includes("metrics"));
  return entries.map((entry, i) =>
    i === place && missing.length > 0 ? { ...entry, acknowledges: [...(entry.acknowledges ?? []), ...missing] } : entry,
  );
}

/** Entries for what was found: one a file, type and weight. `acknowledged`: alerts that may page more rarely. */
export function entriesFor(
  changes: readonly Change[],
  fileFor: (artifact: Artifact) => string,
  acknowledged: readonly string[],
): Omit<Entry, "at">[] {
  const groups = Map.groupBy(changes, ({ type, artifact, class: weight }) =>
    JSON.stringify([type, artifact, weight === "major"]),
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const names = group.map(({ path }) => path.split("/")[1] ?? "");
    const acknowledges = acknowledged.filter((name) => first.type === "changed" && names.includes(name));
    return [
      {
        type: first.type,
        breaking: first.class === "major",
        description: told(group),
        artifacts: [fileFor(first.artifact)],
        ...(acknowledges.length === 0 ? {} : { acknowledges }),
      },
    ];
  });
}

const MOST_TOLD = 4;

function told(changes: readonly Change[]): string {
  const messages = [...new Set(changes.map(({ message }) => message))];
  const more = messages.length - MOST_TOLD;
  return [...messages.slice(0, MOST_TOLD), ...(more > 0 ? [`And ${more} more.`] : [])].join(" ");
}
