/** What Grafana gets of a dashboard: its places, links, limits, names, states and tables, and the files that it starts from. */
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parse as parseYaml } from "yaml";
import { parse, resolve } from "../index.ts";
import { emit } from "./grafana.ts";
import { sampleModel } from "./sample-model.ts";

const WORKER = fileURLToPath(new URL("../testdata/worker/spec", import.meta.url));

const { contract } = await parse(WORKER, "spec");
const model = contract && resolve(contract).model;
if (!model) throw new Error("The worker's contract does not compile.");
const files = new Map(emit(model).map(({ path, text }) => [path, text]));

interface Shown {
  readonly type: string;
  readonly id: number;
  readonly title: string;
  readonly description?: string;
  readonly gridPos: { readonly h: number; readonly w: number; readonly x: number; readonly y: number };
  readonly links?: readonly { readonly title: string; readonly url: string }[];
  readonly targets?: readonly { readonly expr: string; readonly legendFormat: string; readonly instant: boolean }[];
  readonly transformations?: readonly { readonly id: string; readonly options: unknown }[];
  readonly fieldConfig?: {
    readonly defaults: {
      readonly thresholds?: { readonly steps: readonly { readonly value: number | null; readonly color: string }[] };
      readonly mappings?: readonly { readonly options: Readonly<Record<string, unknown>> }[];
      readonly custom?: { readonly thresholdsStyle?: { readonly mode: string } };
    };
    readonly overrides: readonly unknown[];
  };
}

interface Page {
  readonly uid: string;
  readonly title: string;
  readonly panels: readonly Shown[];
}

const DASHBOARD = files.get("generated/grafana/queue.json") ?? "";
const page: Page = JSON.parse(DASHBOARD);

function panel(title: string): Shown {
  const found = page.panels.find((one) => one.title === title && one.type !== "row");
  if (!found) throw new Error(`There is no panel ${title}.`);
  return found;
}

it("gives no file for a contract without dashboards", () => {
  expect(emit(sampleModel())).toEqual([]);
});

describe("a dashboard", () => {
  it("is found under the same address each time", () => {
    expect(page).toMatchObject({
      uid: "worker-queue",
      title: "Queues of 2.3.1",
      schemaVersion: 41,
      tags: ["worker"],
    });
    expect(JSON.stringify(page)).not.toMatch(/__inputs|\$\{DS_/);
  });

  it("has every panel once, none over another, and each row as wide as the page", () => {
    const { panels } = page;
    expect(panels.map(({ id }) => id)).toEqual(panels.map((_, i) => i + 1));
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, i) => `${x + (i % w)} ${y + Math.floor(i / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    const rights = Map.groupBy(panels, ({ gridPos: { y } }) => y);
    for (const row of rights.values()) expect(Math.max(...row.map(({ gridPos: { x, w } }) => x + w))).toBe(24);
  });

  it("says where the playbook is once, and links to the steps of its alerts", () => {
    const { templating } = JSON.parse(DASHBOARD);
    expect(templating.list).toMatchObject([
      { type: "textbox", name: "playbook", query: "https://example.org/worker#" },
    ]);
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Grafana's own placeholder.
    expect(panel("Restarts").links).toMatchObject([{ title: "Playbook: idle", url: "${playbook:raw}idle" }]);
    // A step that is an address stays one.
    expect(panel("Time of a task").links).toMatchObject([{ url: "https://example.org/runbook#slow" }]);
    expect(panel("Waiting").links).toEqual([]);
  });
});

describe("a panel", () => {
  it("of an SLA has its threshold on the right side, its promise and its alert", () => {
    const { description } = panel("Tasks");
    for (const title of ["Tasks", "Tasks by queue"]) {
      expect(panel(title).fieldConfig?.defaults.thresholds?.steps).toEqual([
        { value: null, color: "red" },
        { value: 0.01, color: "green" },
      ]);
    }
    expect(description).toBe(
      "The worker works. Kept while `failures` >= 0.01.\n\n" +
        "**WorkerIdle**, a ticket after 15m: See whether the queue is empty. `spec/docs/blueprints/ops.md#idle`",
    );
  });

  it("draws the limit of an alert that compares just what it shows, and no other", () => {
    const restarts = panel("Restarts").fieldConfig?.defaults;
    expect(restarts?.thresholds?.steps.slice(1)).toEqual([{ value: 5, color: "red" }]);
    expect(restarts?.custom?.thresholdsStyle).toEqual({ mode: "dashed" });
    // The alert of the one compares with a series, that of the other what all queues have together.
    for (const title of ["Time of a task", "Tasks a second"]) {
      const other = panel(title).fieldConfig?.defaults;
      expect(other?.thresholds?.steps.slice(1)).toEqual([]);
      expect(other?.custom?.thresholdsStyle).toEqual({ mode: "off" });
    }
  });

  it("shows a share of nothing as nothing, in no colour", () => {
    const { mappings } = panel("Budget").fieldConfig?.defaults ?? {};
    expect(mappings).toEqual([{ type: "special", options: { match: "nan", result: { text: "–", color: "text" } } }]);
  });

  it("names its series as it says, else by the labels in which they differ, else by its own title", () => {
    const names = (title: string) => panel(title).targets?.map(({ legendFormat }) => legendFormat);
    expect(names("Time of a task")).toEqual(["p90 of {{queue}}", "lease"]);
    expect(names("Waiting")).toEqual(["{{queue}}"]);
    expect(names("Budget")).toEqual(["Budget"]);
    expect(names("Tasks")).toEqual(["failures"]);
    expect(names("Up")).toEqual(["{{instance}}"]);
  });

  it("gives label values their colours where a series is named by the label alone", () => {
    const overrides = panel("Tasks a second").fieldConfig?.overrides;
    expect(overrides).toEqual(
      [
        ["orders", "green"],
        ["night|batch", "purple"],
      ].map(([options, fixedColor]) => ({
        matcher: { id: "byName", options },
        properties: [{ id: "color", value: { mode: "fixed", fixedColor } }],
      })),
    );
    expect(panel("Time of a task").fieldConfig?.overrides).toEqual([]);
  });

  it("of states turns the label whose series is 1 into a number, and the number into its name and colour", () => {
    const { targets, fieldConfig } = panel("Where tasks fail");
    expect(targets?.[0]?.expr).toContain("* on (queue) group_left () (");
    expect(targets?.[0]?.expr).toContain('label_replace(vector(3), "queue", "night|batch", "", "")');
    expect(fieldConfig?.defaults.mappings?.[0]?.options).toEqual({
      0: { text: "–" },
      1: { text: "orders", color: "green" },
      2: { text: "mail-out" },
      3: { text: "night|batch", color: "purple" },
    });
    expect(panel("Up").fieldConfig?.defaults.mappings?.[0]?.options).toMatchObject({ 0: { text: "no" } });
  });

  it("of a table hides what all rows share, or spreads a label over columns", () => {
    expect(panel("Contracts").transformations).toEqual([
      {
        id: "organize",
        options: {
          excludeByName: { Time: true, __name__: true, job: true, Value: true },
          indexByName: {},
          renameByName: {},
        },
      },
    ]);
    expect(panel("Ends by queue").transformations).toEqual([
      {
        id: "groupingToMatrix",
        options: { columnField: "result", rowField: "queue", valueField: "Value", emptyValue: "zero" },
      },
    ]);
    expect(panel("Ends by queue").targets?.map(({ instant }) => instant)).toEqual([true]);
  });
});

it("Grafana is told where the dashboards and Prometheus are", () => {
  const at = (name: string) => parseYaml(files.get(`generated/grafana/provisioning/${name}.yml`) ?? "");
  expect(at("dashboards")).toMatchObject({
    providers: [{ name: "worker", options: { path: "/etc/grafana/dashboards" } }],
  });
  expect(at("datasources")).toMatchObject({
    datasources: [{ uid: "prometheus", url: "$PROMETHEUS_URL", jsonData: { timeInterval: "30s" } }],
  });
});
