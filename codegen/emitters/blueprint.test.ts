/** The tables of the blueprint are made anew, its words are not touched. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { blocks, emit } from "./blueprint.ts";
import { sampleAlert, sampleModel, sampleVariable } from "./sample-model.ts";

const FILE = "spec/docs/blueprints/ops.md";

function emitted(text: string, parts: Parameters<typeof sampleModel>[0] = {}): string {
  const blueprint = { file: FILE, text, anchors: [], marks: [] };
  return emit(sampleModel({ ...parts, blueprint }))[0]?.text ?? "";
}

const marked = (name: string, content: string) => `<!-- generated:${name} -->\n${content}\n<!-- /generated:${name} -->`;

test("replaces what is between marks and nothing else", () => {
  const text = `# Ops\n\n${marked("alerts", "| stale |")}\n\nwords $1 $& stay\n\n${marked("alerts", "")}\n`;
  const made = emitted(text);
  expect(made).not.toContain("stale");
  expect(made.match(/\| \[WorkerIdle\]/g)).toHaveLength(2);
  expect(made).toMatch(/^# Ops\n\n<!-- generated:alerts -->\n\n\| alert /);
  expect(made).toContain("\n\n<!-- /generated:alerts -->\n\nwords $1 $& stay\n\n");
});

test("a second run changes nothing", () => {
  const once = emitted(marked("metrics", ""));
  expect(emitted(once)).toBe(once);
});

test("a step of the document itself is linked by its anchor, another page by its path, a URL as it is", () => {
  const playbooks = ["ops.md#idle", "other.md#busy", "https://wiki.example/#full"];
  const made = emitted(marked("alerts", ""), { alerts: playbooks.map((playbook) => sampleAlert({ playbook })) });
  expect(made).toContain("| [idle](#idle) |");
  expect(made).toContain("| [busy](../../../spec/docs/blueprints/other.md#busy) |");
  expect(made).toContain("| [full](https://wiki.example/#full) |");
});

test("secrets are listed, other variables are not", () => {
  const config = [sampleVariable(), sampleVariable({ name: "API_KEY", secret: true, required: true })];
  const made = emitted(marked("secrets", ""), { config });
  expect(made).toContain("| `API_KEY` | `API_KEY_FILE` | yes |");
  expect(made).not.toContain("`PORT`");
});

test("an unknown or unclosed mark is left as it stands", () => {
  const text = `${marked("nothing", "words")}\n<!-- generated:alerts -->\nwords\n`;
  expect(emitted(text)).toBe(text);
});

test("every mark of this project's blueprint is known and closed", async () => {
  const text = await readFile(join(import.meta.dirname, "../..", FILE), "utf8");
  const names = [...text.matchAll(/<!-- generated:([\w-]+) -->/g)].map((match) => match[1] ?? "");
  expect(names).toEqual(["secrets", "kpis", "metrics", "alerts"]);
  for (const name of names) {
    expect(Object.keys(blocks)).toContain(name);
    expect(text).toContain(`<!-- /generated:${name} -->`);
  }
});
