/** The SemVer gate: whether the version of a contract, and what it says of its changes, is right after the last release. */
import type { Model } from "../model.ts";
import { error, info, type Problem, type Span, warning } from "../problem.ts";
import { compareVersions, follows, isEnough, nextVersion } from "../semver.ts";
import { type Change, isAtLeast, type Verdict } from "./change.ts";
import { treeOf } from "./contract-tree.ts";
import { declared, entryProblems } from "./entries.ts";
import { type Diff, diff } from "./index.ts";
import type { Release } from "./releases.ts";
import { differences, type Tree } from "./tree.ts";

/** A version that another file of the project repeats. */
export interface Repeated {
  readonly file: string;
  readonly version: string;
  readonly at: Span;
}

/** What the gate knows beside the two contracts. */
export interface Surroundings {
  /** 2026-12-31 */
  readonly today: string;
  /** Day of the last release; undefined when nobody wrote it down. */
  readonly releasedOn?: string | undefined;
  readonly repeated?: readonly Repeated[];
  /** Files that `artifacts` names and that are not there. */
  readonly missingFiles?: readonly string[];
}

export interface Judgement {
  readonly problems: readonly Problem[];
  readonly diff: Diff;
  /** The class of the bump, by the diff and by what the author declares. */
  readonly needed: Verdict;
  /** The lowest version that is right; undefined when the contract is as it was released. */
  readonly rightVersion: string | undefined;
}

/** Judges a contract against its last release. Without one, only what the contract says of itself is judged. */
export function judge(release: Release | undefined, target: Model, surroundings: Surroundings): Judgement {
  const own = ownProblems(target, surroundings);
  if (!release) {
    const nothing: Diff = { required: "none", changes: [] };
    return { problems: own, diff: nothing, needed: "none", rightVersion: target.version.version };
  }
  const found = diff(release.model, target);
  const same = release.model.snapshot === target.snapshot;
  // The entries of a version that is not raised yet are those of the last release.
  const isRaised = target.version.version !== release.version;
  const needed = isRaised ? declared(target.version, found.required) : found.required;
  const rightVersion = same ? undefined : nextVersion(release.version, needed);
  const judged = { release, target, found, needed, rightVersion: rightVersion ?? release.version, same };
  return {
    diff: found,
    needed,
    rightVersion,
    problems: [
      ...own,
      ...versionProblems(judged),
      ...dateProblems(release, target, surroundings),
      ...sunsetProblems(release.model, target, surroundings),
      ...(isRaised ? entryProblems(target.version, found.changes) : []),
    ],
  };
}

interface Judged {
  readonly release: Release;
  readonly target: Model;
  readonly found: Diff;
  readonly needed: Verdict;
  readonly rightVersion: string;
  /** Not a byte differs. */
  readonly same: boolean;
}

function versionProblems({ release, target, found, needed, rightVersion, same }: Judged): Problem[] {
  const { version, at } = target.version;
  const [place, last] = [at("version"), release.version];
  const set = `Write ${rightVersion} there, or run \`npm run contract -- bump\`.`;
  if (same) return [];
  if (contentOf(release.model) === contentOf(target) && compareVersions(version, last) > 0) {
    const message = `${version} holds the same contract as ${last}.`;
    return [
      info("version/no-change", place, message, "A release without a change of the contract needs no new version."),
    ];
  }
  if (version === last) {
    const message = `${version} is released with another content${summary(found)}; the right version is ${rightVersion}.`;
    return [error("version/reused", place, message, set), ...unmet(found, target.version, last)];
  }
  if (compareVersions(version, last) < 0) {
    const message = `${version} comes before ${last}, which is released; the right version is ${rightVersion}.`;
    return [error("version/lower", place, message, set)];
  }
  if (!isEnough(version, last, needed)) {
    const message = `${version} is too small a step from ${last}${summary(found)}; the right version is ${rightVersion}.`;
    return [error("version/under-bump", place, message, set), ...unmet(found, target.version, last)];
  }
  if (follows(version, last)) return [];
  const message = `${version} leaves out numbers after ${last}; the lowest right version is ${rightVersion}.`;
  return [warning("version/skipped", place, message, "Leave none out unless it was used elsewhere.")];
}

/** The contract without its version. */
function contentOf({ snapshot }: Model): string {
  const { version: _, ...content } = JSON.parse(snapshot) as Record<string, unknown>;
  return JSON.stringify(content);
}

function summary({ required, changes }: Diff): string {
  if (required === "none") return ", though no reader of it can tell";
  const counts = (["major", "minor", "patch"] as const).flatMap((weight) => {
    const count = changes.filter((change) => change.class === weight).length;
    return count === 0 ? [] : [`${count} ${weight}`];
  });
  return ` (${counts.join(", ")} ${changes.length === 1 ? "change" : "changes"})`;
}

/**
 * The changes that a version is too small a step for, at their lines; for a reused version those that weigh most. What
 * was in a file that is gone has no line but the version's.
 */
function unmet({ required, changes }: Diff, { version, at }: Model["version"], last: string): Problem[] {
  const heavy = changes.filter((change) =>
    version === last ? isAtLeast(change.class, required) : !isEnough(version, last, change.class),
  );
  return heavy.map((change) => problemOf(change, change.at ?? at("version"), last));
}

function problemOf(change: Change, at: Span, last: string): Problem {
  const users = change.impact.map(({ user }) => user);
  const used =
    users.length === 0
      ? ""
      : ` Used by ${users.slice(0, 5).join(", ")}${users.length > 5 ? ` and ${users.length - 5} more` : ""}.`;
  const breaks = change.breaks.length === 0 ? "" : ` It breaks: ${change.breaks.join(", ")}.`;
  const help = `This is a ${change.class} change: after ${last} comes ${nextVersion(last, change.class)}.${breaks}${used}`;
  return error(`change/${change.class}`, at, change.message, help, change.id);
}

function ownProblems({ version }: Model, { today, repeated = [], missingFiles = [] }: Surroundings): Problem[] {
  const future = version.date > today;
  const blank = version.summary.trim() === "";
  return [
    ...(future
      ? [
          error(
            "version/date-future",
            version.at("date"),
            `${version.date} is in the future: today is ${today}.`,
            "Write the day of the release.",
          ),
        ]
      : []),
    ...(blank
      ? [
          error(
            "version/summary",
            version.at("summary"),
            "The summary is empty.",
            "Say in a sentence what this version is about.",
          ),
        ]
      : []),
    ...version.changes.flatMap((change) =>
      change.artifacts.flatMap((file, i) =>
        missingFiles.includes(file)
          ? [
              error(
                "version/artifact",
                change.at("artifacts", i),
                `${file} does not exist.`,
                "Name a file of the project, from its root.",
              ),
            ]
          : [],
      ),
    ),
    ...repeated
      .filter((other) => other.version !== version.version)
      .map(({ file, version: other, at }) =>
        error(
          "version/differs",
          at,
          `${file} says ${other}; VERSION.json says ${version.version}.`,
          `Write ${version.version} here, or run \`npm run contract -- bump\`.`,
        ),
      ),
  ];
}

function dateProblems(
  { version: last }: Release,
  { version: { date, at } }: Model,
  { releasedOn }: Surroundings,
): Problem[] {
  if (releasedOn === undefined || date >= releasedOn) return [];
  const message = `${date} is earlier than ${releasedOn}, the day of ${last}.`;
  return [error("version/date-earlier", at("date"), message, "Write the day of this release.")];
}

/** What was promised to be there until a day is there until then; what outlives its sunset is told. */
function sunsetProblems(base: Model, target: Model, { today }: Surroundings): Problem[] {
  const [before, after] = [treeOf(base), treeOf(target)];
  const gone = differences(before, after).filter((difference) => difference.after === undefined);
  const early = gone.flatMap(({ path, before: lost }) => {
    const broken = promises(before, path, lost).filter(({ sunset }) => sunset >= target.version.date);
    return broken.map(({ name, sunset }) => {
      const message = `\`${name}\` is gone, but was promised to be there until ${sunset}.`;
      const help = "Keep it until then; a promise can be shortened only in a version of its own.";
      return error("version/before-sunset", target.version.at("version"), message, help);
    });
  });
  return [...early, ...overdue(after, today)];
}

interface Promised {
  readonly name: string;
  readonly sunset: string;
}

/** What was promised of a part and of what is in it; of a label of a metric by its declaration. */
function promises(all: Tree, path: readonly string[], part: Tree | undefined): Promised[] {
  const name = path.at(-1) ?? "";
  const [root, metric, key] = path;
  const declared =
    root === "metrics" && key === "labels" ? all.children?.get("labels")?.children?.get(name) : undefined;
  const sunset = sunsetOf(declared ?? part);
  const own = sunset === undefined ? [] : [{ name: declared ? `${metric}/${name}` : name, sunset }];
  const inner = [...(part?.children ?? [])].filter(([step]) => root === "config" && step !== "deprecated");
  return [...own, ...inner.flatMap(([step, child]) => promises(all, [...path, step], child))];
}

function overdue(tree: Tree, today: string): Problem[] {
  return [...(tree.children ?? [])].flatMap(([name, child]) => {
    const sunset = sunsetOf(child);
    const late = sunset !== undefined && sunset < today && child.at;
    const own = late
      ? [
          warning(
            "version/overdue",
            late,
            `The sunset of \`${name}\` was ${sunset}.`,
            "Remove it, which is a major change, or move its sunset.",
          ),
        ]
      : [];
    return [...own, ...overdue(child, today)];
  });
}

function sunsetOf(tree: Tree | undefined): string | undefined {
  const value = tree?.children?.get("deprecated")?.children?.get("sunset")?.value;
  return typeof value === "string" ? value : undefined;
}
