/** Versions: their order, and the next one for a change. */
import { describe, expect, it } from "vitest";
import { compareVersions, follows, isEnough, nextVersion } from "./semver.ts";

describe("versions", () => {
  it("are ordered as SemVer has it", () => {
    const order = [
      "x",
      "0.9.9",
      "0.10.0",
      "1.0.0-alpha",
      "1.0.0-alpha.1",
      "1.0.0-alpha.beta",
      "1.0.0-beta.2",
      "1.0.0-beta.11",
      "1.0.0-rc.1",
      "1.0.0-rc-2.1",
      "1.0.0-rc-2.1e3",
      "1.0.0",
      "1.0.1",
      "2.0.0",
    ];
    expect([...order].reverse().sort(compareVersions)).toEqual(order);
    expect(compareVersions("1.2.3", "1.2.3")).toBe(0);
  });

  it("rise by what a change needs, before 1.0.0 one number further right", () => {
    const next = (version: string) =>
      (["none", "patch", "minor", "major"] as const).map((needed) => nextVersion(version, needed));
    expect(next("1.2.3")).toEqual(["1.2.4", "1.2.4", "1.3.0", "2.0.0"]);
    expect(next("0.2.3")).toEqual(["0.2.4", "0.2.4", "0.2.4", "0.3.0"]);
    expect(next("2.0.0-rc.1")).toEqual(["2.0.0", "2.0.0", "2.0.0", "2.0.0"]);
    // A pre-release that was said to break nothing cannot become a release that does.
    expect(next("1.3.0-rc.1")).toEqual(["1.3.0", "1.3.0", "1.3.0", "2.0.0"]);
    expect(next("1.2.4-rc.1")).toEqual(["1.2.4", "1.2.4", "1.3.0", "2.0.0"]);
    expect(next("0.3.0-rc.1")).toEqual(["0.3.0", "0.3.0", "0.3.0", "0.3.0"]);
    expect(next("0.2.4-rc.1")).toEqual(["0.2.4", "0.2.4", "0.2.4", "0.3.0"]);
  });

  it("may be higher than needed, not lower, and a pre-release counts as its release", () => {
    expect(isEnough("1.3.0", "1.2.3", "minor")).toBe(true);
    expect(isEnough("1.2.4", "1.2.3", "minor")).toBe(false);
    expect(isEnough("2.0.0-rc.1", "1.2.3", "major")).toBe(true);
    expect(isEnough("0.3.0", "0.2.3", "major")).toBe(true);
    expect(isEnough("0.2.4", "0.2.3", "major")).toBe(false);
    expect(isEnough("1.2.3", "1.2.3", "none")).toBe(false);
  });

  it("follow each other without gaps", () => {
    expect(["1.2.4", "1.3.0", "2.0.0"].every((version) => follows(version, "1.2.3"))).toBe(true);
    expect(["1.2.5", "1.4.0", "3.0.0", "1.3.1"].some((version) => follows(version, "1.2.3"))).toBe(false);
    expect(follows("1.0.0", "0.7.2")).toBe(true);
  });
});
