/** The tests that are constructed for the alerts of well-known mixins pass under real promtool. */
import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { parse as parseYaml } from "yaml";
import { requireTool } from "../../scripts/testkit/tools.ts";
import { emit as emitRules } from "../emitters/rules.ts";
import { emit as emitTests } from "../emitters/rules-test.ts";
import { parseSnapshot, resolve } from "../index.ts";
import type { Model } from "../model.ts";
import { testedAlerts } from "./index.ts";

interface Corpus {
  readonly contract: object;
  readonly expressions: readonly { readonly name: string; readonly expr: string; readonly record?: boolean }[];
}

const promtool = requireTool("promtool") ?? "";
const text = await readFile(new URL("../testdata/corpus.yaml", import.meta.url), "utf8");
const { contract, expressions } = parseYaml(text) as Corpus;
const texts = {
  severity: "ticket",
  summary: "{{ $value | humanize }}.",
  action: "Look.",
  playbook: "https://example.org",
};
const alerts = expressions
  .filter(({ record }) => !record)
  .map(({ name, expr }) => ({ name, expr, for: "2m", ...texts }));

function modelOf(alert: object): Model {
  const snapshot = JSON.stringify({ version: { version: "1.0.0" }, metrics: { ...contract, alerts: [alert] } });
  const { contract: parsed } = parseSnapshot({ path: "corpus.json", text: snapshot });
  const { model } = parsed ? resolve(parsed) : { model: undefined };
  if (!model) throw new Error(snapshot);
  return model;
}

const models = alerts.map((alert) => [alert.name, modelOf(alert)] as const);

it("most shapes are solved", () => {
  const solved = models.filter(([, model]) => testedAlerts(model).every(({ tests }) => tests.length > 0));
  expect(solved.length).toBeGreaterThanOrEqual(Math.floor(alerts.length * 0.75));
});

it.skipIf(promtool === "").each(models.filter(([, model]) => testedAlerts(model)[0]?.tests.length))(
  "%s",
  async (_, model) => {
    const folder = await mkdtemp(join(tmpdir(), "corpus-"));
    try {
      const files = [...emitRules(model), ...emitTests(model)];
      const names = files.map(({ path }) => path.slice(path.lastIndexOf("/") + 1));
      await Promise.all(files.map(({ text: content }, i) => writeFile(join(folder, names[i] ?? ""), content)));
      for (const name of names.filter((one) => one.startsWith("rules_test"))) {
        const { stdout, stderr, status } = spawnSync(promtool, ["test", "rules", join(folder, name)], {
          encoding: "utf8",
        });
        expect(status === 0 ? "" : stdout + stderr).toBe("");
      }
    } finally {
      await rm(folder, { recursive: true });
    }
  },
);
