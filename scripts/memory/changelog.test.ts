/** Sections of the changelog. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { addRelease, releaseDates } from "./changelog.ts";
import type { PlainVersion } from "./version.ts";

const ROOT = join(import.meta.dirname, "../..");

const release: PlainVersion = {
  version: "1.2.0",
  date: "2026-03-04",
  summary: "A second queue.",
  changes: [
    { type: "fixed", breaking: false, description: "A spelling.", artifacts: [] },
    { type: "changed", breaking: true, description: "The queue a is called b.", artifacts: [] },
    { type: "added", breaking: false, description: "The queue c.", artifacts: [] },
    { type: "added", breaking: false, description: "The queue d.", artifacts: [] },
  ],
};

const SECTION = `## 1.2.0 – 2026-03-04

A second queue.

### Added

- The queue c.
- The queue d.

### Changed

- **Breaking:** The queue a is called b.

### Fixed

- A spelling.
`;
const OLD = "## 1.1.0 – 2026-01-02\n\nThe first.\n";

describe("releaseDates", () => {
  it("reads the project's own changelog", async () => {
    const dates = releaseDates(await readFile(join(ROOT, "CHANGELOG.md"), "utf8"));
    expect(dates.get("0.2.0")).toBe("2026-11-26");
    expect(dates.get("0.1.0")).toBe("2026-11-24");
  });

  it("takes other dashes and brackets, no heading of another kind and none in a block of code", () => {
    const text =
      "## [1.0.0] - 2026-01-01\n## 0.9.0 — 2025-01-01\n## Unreleased\n## 0.8.0\n```\n## 0.7.0 – 2024-01-01\n```\n";
    expect([...releaseDates(text)]).toEqual([
      ["1.0.0", "2026-01-01"],
      ["0.9.0", "2025-01-01"],
    ]);
  });
});

describe("addRelease", () => {
  it("inserts the section above the newest, with the changes in groups and breaking ones marked", () => {
    expect(addRelease(`# Changelog\n\nAll of it.\n\n${OLD}`, release)).toBe(
      `# Changelog\n\nAll of it.\n\n${SECTION}\n${OLD}`,
    );
  });

  it("begins a changelog that has no section, or is empty", () => {
    expect(addRelease("", release)).toBe(`# Changelog\n\n${SECTION}`);
    expect(addRelease("# History\n\n## Unreleased\n\nThings.", release)).toBe(
      `# History\n\n## Unreleased\n\nThings.\n\n${SECTION}`,
    );
  });

  it("keeps a section that is there, and changes nothing the second time", () => {
    const written = `# Changelog\n\n## 1.2.0 – 2026-03-04\n\nMy own words.\n\n${OLD}`;
    expect(addRelease(written, release)).toBe(written);
    const once = addRelease(`# Changelog\n\n${OLD}`, release);
    expect(addRelease(once, release)).toBe(once);
  });

  it("refuses a section of the same version with another day, or none", () => {
    expect(() => addRelease("## 1.2.0 – 2026-03-05\n", release)).toThrow(
      "CHANGELOG.md: the section of 1.2.0 has the date 2026-03-05, but VERSION.json says 2026-03-04. Write the heading: ## 1.2.0 – 2026-03-04",
    );
    expect(() => addRelease("## 1.2.0\n", release)).toThrow("no date");
  });

  it("breaks lines at 120 characters, between words", () => {
    const description = Array.from({ length: 60 }, (_, i) => `word${i}`).join(" ");
    const text = addRelease("", {
      ...release,
      changes: [{ type: "added", breaking: true, description, artifacts: [] }],
    });
    const lines = text.split("\n");
    expect(Math.max(...lines.map((line) => line.length))).toBeGreaterThan(110);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(120);
    expect(text.replace(/\n {2}/g, " ")).toContain(`- **Breaking:** ${description}\n`);
  });
});
