/** The gate: what it refuses, what it accepts, and that it names the version that is right. */
import { describe, expect, it } from "vitest";
import type { Problem } from "../problem.ts";
import { formatProblems } from "../problem.ts";
import { modelOf, type RawContract, rawContract } from "./fixture.ts";
import { judge, type Surroundings } from "./gate.ts";
import { type Release, releaseOf } from "./releases.ts";

const TODAY: Surroundings = { today: "2026-11-26", releasedOn: "2026-11-20" };
const ENTRY = {
  type: "changed",
  breaking: false,
  description: "Something.",
  artifacts: ["spec/contracts/schemas/metrics.yaml"],
};

function released(version = "1.2.3"): Release {
  const raw = rawContract();
  raw.version.version = version;
  return { version, model: modelOf(raw) };
}

/** The contract in a new version, with entries, and an edit. */
function next(version: string, changes: object[], edit: (raw: RawContract) => void = () => undefined): RawContract {
  const raw = rawContract();
  raw.version = { version, date: "2026-11-26", summary: "Better.", changes };
  edit(raw);
  return raw;
}

function judged(raw: RawContract, { base = released(), ...more }: Partial<Surroundings> & { base?: Release } = {}) {
  return judge(base, modelOf(raw), { ...TODAY, ...more });
}

const said = (problems: readonly Problem[]) =>
  problems.map(({ rule, severity }) => (severity === "error" ? rule : `${severity} ${rule}`));
const removed = (file: string, breaking = true) => ({
  ...ENTRY,
  type: "removed",
  breaking,
  artifacts: [`spec/contracts/${file}`],
});

/** One break in each part of the contract. */
const BREAKS: readonly (readonly [part: string, id: string, entry: object, edit: (raw: RawContract) => void])[] = [
  ["metrics", "M05", { ...ENTRY, breaking: true }, (raw) => (raw.metrics.metrics[3].unit = "bytes")],
  ["alerts", "A08", { ...ENTRY, breaking: true }, (raw) => (raw.metrics.alerts[0].severity = "page")],
  ["HTTP", "H03", removed("openapi.yaml"), (raw) => delete raw.openapi.paths["/tasks/{task_id}"].delete],
  [
    "config",
    "C06",
    { ...ENTRY, breaking: true, artifacts: ["spec/contracts/schemas/config.yaml"] },
    (raw) => (raw.config.variables[0].min = 1024),
  ],
];

describe("too small a bump", () => {
  it.each(BREAKS)("of %s (%s) is refused with the right version, and the right one accepted", (_, id, entry, edit) => {
    const small = judged(next("1.3.0", [entry], edit));
    expect(said(small.problems)).toContain("version/under-bump");
    expect(small.problems[0]?.message).toContain("the right version is 2.0.0");
    expect(small.problems[0]?.at.source.text.slice(small.problems[0].at.start, small.problems[0].at.end)).toBe(
      '"1.3.0"',
    );
    expect(small.problems.find(({ code }) => code === id)?.help).toContain("after 1.2.3 comes 2.0.0");
    expect(said(judged(next("2.0.0", [entry], edit)).problems)).toEqual([]);
    // Before 1.0.0 it is the second number.
    const early = judged(next("0.2.4", [entry], edit), { base: released("0.2.3") });
    expect(early.problems[0]?.message).toContain("the right version is 0.3.0");
    expect(said(judged(next("0.3.0", [entry], edit), { base: released("0.2.3") }).problems)).toEqual([]);
  });

  it("is told of an alert that has no labels any more", () => {
    const { diff } = judged(next("2.0.0", [ENTRY], (raw) => (raw.metrics.alerts[0].expr = "sum(depth) > 5")));
    expect(diff.changes.map(({ message }) => message)).toContain(
      "The alert `Slow` has the labels none, no longer job.",
    );
  });

  it("is told of what was in a file that is gone", () => {
    const { problems } = judged(next("1.2.4", [removed("schemas/config.yaml")], (raw) => delete raw.config));
    expect(problems.map(({ code }) => code)).toContain("C01");
  });

  it("is not what the entries of the last release say", () => {
    const broke = { ...ENTRY, breaking: true, artifacts: ["README.md"] };
    const { rightVersion } = judged(next("1.2.3", [broke], (raw) => (raw.metrics.metrics[3].help = "Tasks.")));
    expect(rightVersion).toBe("1.2.4");
    expect(judged(next("1.2.4", [broke], (raw) => (raw.metrics.metrics[3].help = "Tasks."))).rightVersion).toBe(
      "2.0.0",
    );
  });

  it("is shown at the line, with a caret and what uses it", () => {
    const { problems } = judged(
      next("1.2.4", [{ ...ENTRY, breaking: true }], (raw) => (raw.metrics.metrics[3].unit = "bytes")),
    );
    const text = formatProblems(
      problems.filter(({ code }) => code === "M05"),
      "text",
    );
    expect(text).toMatch(
      /contract\.json:\d+:\d+ error change\/major \(M05\)\n {2}`depth` counts in another unit, changed from tasks to bytes, under the same name\./,
    );
    expect(text).toMatch(/"unit": "bytes"/);
    expect(text).toMatch(/\^{7}/);
    expect(text).toContain("It breaks: query. Used by alert Full.");
  });

  it("of a minor change is refused after 1.0.0, and of a patch is none", () => {
    const grown = (raw: RawContract) => raw.metrics.labels.result.values.push("late");
    const added = { ...ENTRY, type: "added" };
    expect(judged(next("1.2.4", [added], grown)).problems[0]?.message).toContain("the right version is 1.3.0");
    expect(said(judged(next("1.3.0", [added], grown)).problems)).toEqual([]);
    const worded = (raw: RawContract) => (raw.metrics.metrics[0].help = "Work.");
    expect(said(judged(next("1.2.4", [ENTRY], worded)).problems)).toEqual([]);
  });
});

describe("the version", () => {
  const help = (raw: RawContract) => (raw.metrics.metrics[0].help = "Work.");

  it("is not used again for another content, not lower, and leaves none out", () => {
    const again = judged(next("1.2.3", [ENTRY], help));
    expect(said(again.problems)).toEqual(["version/reused", "change/patch"]);
    expect(again.problems[0]?.message).toContain(
      "1.2.3 is released with another content (1 patch change); the right version is 1.2.4.",
    );
    expect(said(judged(next("1.2.2", [ENTRY], help)).problems)).toEqual(["version/lower"]);
    expect(said(judged(next("1.2.9", [ENTRY], help)).problems)).toEqual(["warning version/skipped"]);
    expect(judged(next("1.2.3", [ENTRY])).problems).toEqual([]);
  });

  it("needs no rise where nothing changed, and gets one where only an order did", () => {
    expect(said(judged(next("1.2.4", [ENTRY])).problems)).toContain("info version/no-change");
    const reordered = judged(next("1.2.3", [ENTRY], (raw) => raw.metrics.alerts.reverse()));
    expect(reordered.problems[0]?.message).toContain("though no reader of it can tell; the right version is 1.2.4");
  });

  it("is the same everywhere", () => {
    const raw = next("1.2.4", [ENTRY], help);
    const at = { source: { path: "package.json", text: '"1.2.3"' }, start: 0, end: 7 };
    const [problem] = judged(raw, { repeated: [{ file: "package.json", version: "1.2.3", at }] }).problems;
    expect(problem).toMatchObject({
      rule: "version/differs",
      at,
      message: "package.json says 1.2.3; VERSION.json says 1.2.4.",
    });
  });

  it("has a day that is neither to come nor before the last release, and a summary", () => {
    const dated = (date: string) =>
      said(
        judged(
          next("1.2.4", [ENTRY], (raw) => {
            help(raw);
            raw.version.date = date;
          }),
        ).problems,
      );
    expect(dated("2026-11-27")).toEqual(["version/date-future"]);
    expect(dated("2026-11-19")).toEqual(["version/date-earlier"]);
    expect(dated("2026-11-20")).toEqual([]);
    expect(
      said(
        judged(
          next("1.2.4", [ENTRY], (raw) => {
            help(raw);
            raw.version.summary = "  ";
          }),
        ).problems,
      ),
    ).toEqual(["version/summary"]);
  });

  it("is not judged before the first release, but what it says of itself is", () => {
    expect(judge(undefined, modelOf(next("1.2.3", [ENTRY])), TODAY)).toMatchObject({
      problems: [],
      rightVersion: "1.2.3",
    });
    expect(said(judge(undefined, modelOf(next("1.2.3", [ENTRY])), { today: "2026-11-01" }).problems)).toEqual([
      "version/date-future",
    ]);
  });
});

describe("the entries of changes", () => {
  const gone = (raw: RawContract) => raw.metrics.alerts.pop();
  const entries = (...changes: object[]) => said(judged(next("2.0.0", changes, gone)).problems);

  it("are of the type and weight that the diff finds", () => {
    expect(entries(removed("schemas/metrics.yaml"))).toEqual([]);
    expect(entries(removed("schemas/metrics.yaml", false))).toEqual(["version/change-breaking"]);
    expect(entries(removed("schemas/metrics.yaml"), { ...ENTRY, type: "added" })).toEqual(["version/change-type"]);
    expect(entries(removed("schemas/metrics.yaml"), removed("schemas/config.yaml"))).toEqual(["version/change-type"]);
    const worded = (raw: RawContract) => (raw.metrics.metrics[0].help = "Work.");
    expect(said(judged(next("1.2.4", [{ ...ENTRY, breaking: true }], worded)).problems)).toEqual([
      "version/change-breaking",
    ]);
    expect(said(judged(next("1.2.4", [{ ...ENTRY, type: "fixed" }], worded)).problems)).toEqual([]);
  });

  it("may call it a change when one thing goes and another comes", () => {
    const rename = (raw: RawContract) => {
      raw.metrics.metrics[3].name = "waiting";
    };
    const told = (breaking: boolean) => said(judged(next("2.0.0", [{ ...ENTRY, breaking }], rename)).problems);
    expect(told(true)).toEqual([]);
    expect(told(false)).toEqual(["version/change-breaking"]);
  });

  it("tell of everything that somebody must know of", () => {
    const doc = { ...ENTRY, artifacts: ["spec/docs/blueprints/ops.md"] };
    expect(entries(doc)).toEqual(["version/change-missing"]);
    expect(entries({ ...removed("schemas/metrics.yaml"), breaking: true }, doc)).toEqual([]);
  });

  it("name files that exist, and may declare a break where no diff looks", () => {
    const schema = { ...ENTRY, breaking: true, artifacts: ["spec/contracts/schemas/metrics.schema.json"] };
    const worded = (raw: RawContract) => (raw.metrics.metrics[0].help = "Work.");
    expect(judged(next("1.2.4", [schema, ENTRY], worded)).problems[0]?.message).toContain("the right version is 2.0.0");
    const [problem] = judged(next("1.2.4", [ENTRY], worded), { missingFiles: ENTRY.artifacts }).problems;
    expect(problem?.message).toBe("spec/contracts/schemas/metrics.yaml does not exist.");
  });

  it("acknowledge that a page comes later, and need not for a ticket", () => {
    const later = (i: number) => (raw: RawContract) => (raw.metrics.alerts[i].for = "20m");
    expect(said(judged(next("1.3.0", [ENTRY], later(1))).problems)).toEqual(["version/desensitised"]);
    expect(said(judged(next("1.3.0", [{ ...ENTRY, acknowledges: ["Failing"] }], later(1))).problems)).toEqual([]);
    expect(said(judged(next("1.3.0", [ENTRY], later(0))).problems)).toEqual([]);
    const sooner = (raw: RawContract) => (raw.metrics.alerts[1].for = "1m");
    // Alerts made of an objective follow it.
    const rarer = (raw: RawContract) => (raw.metrics.slos[0].min_events = 2000);
    expect(said(judged(next("1.3.0", [ENTRY], rarer)).problems)).toEqual(["version/desensitised"]);
    expect(said(judged(next("1.3.0", [{ ...ENTRY, acknowledges: ["done"] }], rarer)).problems)).toEqual([]);
    expect(said(judged(next("1.3.0", [ENTRY], sooner)).problems)).toEqual([]);
  });
});

describe("what is deprecated", () => {
  const deprecated = (sunset: string) => (raw: RawContract) => {
    raw.metrics.metrics[2].deprecated = { since: "1.2.0", sunset };
  };
  const gone = (date: string) =>
    next("2.0.0", [removed("schemas/metrics.yaml")], (raw) => {
      raw.metrics.metrics.splice(2, 1);
      raw.version.date = date;
    });
  const base: Release = { version: "1.2.3", model: modelOf(next("1.2.3", [ENTRY], deprecated("2026-11-25"))) };

  it("is there until its sunset, and may go after it, which is major", () => {
    expect(said(judged(gone("2026-11-25"), { base }).problems)).toEqual(["version/before-sunset"]);
    expect(said(judged(gone("2026-11-26"), { base }).problems)).toEqual([]);
    const small = next("1.3.0", [removed("schemas/metrics.yaml")], (raw) => raw.metrics.metrics.splice(2, 1));
    expect(said(judged(small, { base }).problems)).toContain("version/under-bump");
  });

  it("is a label on every metric that had it, and a variable even when all of them go", () => {
    const sunset = { since: "1.2.0", sunset: "2027-01-01" };
    const promised = (raw: RawContract) => {
      raw.metrics.labels.kind.deprecated = sunset;
      raw.metrics.metrics[2].labels = ["kind"];
      raw.config.variables[4].deprecated = sunset;
    };
    const before = next("1.2.3", [], promised);
    const withPromises = { version: "1.2.3", model: modelOf(before) };
    const told = (edit: (raw: RawContract) => void) => {
      const raw = next("2.0.0", [{ ...ENTRY, breaking: true }], (fresh) => {
        promised(fresh);
        edit(fresh);
      });
      const { problems } = judged(raw, { base: withPromises });
      return problems.flatMap(({ rule, message }) => (rule === "version/before-sunset" ? [message] : []));
    };
    expect(told((raw) => (raw.metrics.metrics[2].labels = []))).toEqual([
      "`trial_seconds/kind` is gone, but was promised to be there until 2027-01-01.",
    ]);
    expect(told((raw) => delete raw.config)).toEqual([
      "`RATE` is gone, but was promised to be there until 2027-01-01.",
    ]);
    // A metric that goes with its labels is a promise of its own.
    expect(told((raw) => raw.metrics.metrics.splice(2, 1))).toEqual([]);
  });

  it("is told of when it is there after its sunset", () => {
    const late = next("1.2.3", [ENTRY], deprecated("2026-11-25"));
    expect(said(judged(late, { base }).problems)).toEqual(["warning version/overdue"]);
  });
});

describe("a frozen release", () => {
  const text = () => modelOf(rawContract()).snapshot;

  it("is read back as the contract that was frozen", () => {
    const release = releaseOf({ path: "1.2.3.json", text: text() }, "1.2.3");
    expect("model" in release && release.model.snapshot).toBe(text());
  });

  it("is refused when it holds another version or no contract", () => {
    const rules = (found: Release | readonly Problem[]) => ("model" in found ? [] : found.map(({ rule }) => rule));
    expect(rules(releaseOf({ path: "1.2.4.json", text: text() }, "1.2.4"))).toEqual(["release/renamed"]);
    expect(rules(releaseOf({ path: "1.2.3.json", text: text().slice(0, 500) }, "1.2.3"))).toEqual(["release/broken"]);
    expect(rules(releaseOf({ path: "1.2.3.json", text: "{}" }, "1.2.3"))).toEqual(["release/broken"]);
  });
});
