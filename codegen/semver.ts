/** Versions of a contract, and which of them a change needs. (https://semver.org/spec/v2.0.0.html) */
import { isAtLeast, type Verdict } from "./evolution/change.ts";

interface SemVer {
  readonly numbers: readonly [major: number, minor: number, patch: number];
  /** What follows the hyphen; undefined for a release. */
  readonly preRelease: string | undefined;
}

const PATTERN = /^(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z.-]+))?$/;

/** undefined for what is no version. */
export function parseVersion(text: string): SemVer | undefined {
  const found = PATTERN.exec(text);
  if (!found) return undefined;
  const [, major, minor, patch, preRelease] = found;
  return { numbers: [Number(major), Number(minor), Number(patch)], preRelease };
}

/** Below 0 when the first comes before the second. What is no version comes before every one. */
export function compareVersions(a: string, b: string): number {
  const [first, second] = [parseVersion(a), parseVersion(b)];
  if (!first || !second) return Number(first !== undefined) - Number(second !== undefined);
  const difference = first.numbers.map((number, i) => number - (second.numbers[i] ?? 0)).find((found) => found !== 0);
  return difference ?? comparePreReleases(first.preRelease, second.preRelease);
}

/** A release comes after all that were made on the way to it (item 11). */
function comparePreReleases(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  const [parts, others] = [a.split("."), b.split(".")];
  for (const [i, part] of parts.entries()) {
    const other = others[i];
    if (other === undefined) return 1;
    const [x = Number.NaN, y = Number.NaN] = [part, other].map((text) =>
      /^\d+$/.test(text) ? Number(text) : Number.NaN,
    );
    const numeric = !Number.isNaN(x) && !Number.isNaN(y);
    if (numeric && x !== y) return x - y;
    if (!numeric && Number.isNaN(x) !== Number.isNaN(y)) return Number.isNaN(x) ? 1 : -1;
    if (!numeric && part !== other) return part < other ? -1 : 1;
  }
  return parts.length - others.length;
}

/**
 * The lowest version that is right after this one. Before 1.0.0 a major change raises the second number and every other
 * the third (item 4, and what package managers make of it). Where nothing is needed, another content still needs a name.
 */
export function nextVersion(version: string, needed: Verdict): string {
  const parsed = parseVersion(version);
  if (!parsed) throw new Error(`${version} is no version`);
  const [major, minor, patch] = parsed.numbers;
  // On the way to a release that is high enough itself: 2.0.0-rc.1 may still break, 1.2.4-rc.1 was said not to.
  const own = major === 0 ? (patch > 0 ? "minor" : "major") : patch > 0 ? "patch" : minor > 0 ? "minor" : "major";
  if (parsed.preRelease !== undefined && isAtLeast(own, needed)) return `${major}.${minor}.${patch}`;
  if (needed === "major") return major === 0 ? `0.${minor + 1}.0` : `${major + 1}.0.0`;
  return needed === "minor" && major > 0 ? `${major}.${minor + 1}.0` : `${major}.${minor}.${patch + 1}`;
}

/** Whether a version is high enough; a pre-release counts as what it is made on the way to. */
export function isEnough(version: string, base: string, needed: Verdict): boolean {
  return (
    compareVersions(withoutPreRelease(version), nextVersion(base, needed)) >= 0 && compareVersions(version, base) > 0
  );
}

/** Whether a version follows another without leaving numbers out. */
export function follows(version: string, base: string): boolean {
  const steps = (["patch", "minor", "major"] as const).map((needed) => nextVersion(base, needed));
  return [...steps, "1.0.0"].includes(withoutPreRelease(version));
}

function withoutPreRelease(version: string): string {
  return version.replace(/-.*$/, "");
}
