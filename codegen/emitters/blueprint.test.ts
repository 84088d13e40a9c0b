/** The tables of the blueprint and its translations are made anew, their words are not touched. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { blocks, emit } from "./blueprint.ts";
import { sampleAlert, sampleModel, sampleVariable } from "./sample-model.ts";

const FILE = "spec/docs/blueprints/ops.md";

function emitted(text: string, parts: Parameters<typeof sampleModel>[0] = {}, file = FILE): string {
  const blueprints = [{ file, text, anchors: [], marks: [] }];
  return emit(sampleModel({ ...parts, blueprints }))[0]?.text ?? "";
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

test("a translation has the same tables, and its own steps are linked", () => {
  const german = FILE.replace(".md", ".de.md");
  expect(emitted(marked("alerts", ""), {}, german)).toBe(emitted(marked("alerts", "")));
  const other = FILE.replace("ops.md", "opsde.md");
  expect(emitted(marked("alerts", ""), {}, other)).toContain("| [idle](../../../spec/docs/blueprints/ops.md#idle) |");
});

test("every document is made anew in its own place", () => {
  const of = (name: string) => ({ file: `docs/${name}`, text: marked("alerts", name), anchors: [], marks: [] });
  const made = emit(sampleModel({ blueprints: [of("a.md"), of("b.md")] }));
  expect(made.map(({ path }) => path)).toEqual(["docs/a.md", "docs/b.md"]);
  expect(made.every(({ text }) => text.includes("| [WorkerIdle]"))).toBe(true);
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

test.each([FILE, FILE.replace(".md", ".ru.md")])("every mark of %s is known and closed", async (file) => {
  const text = await readFile(join(import.meta.dirname, "../..", file), "utf8");
  const names = [...text.matchAll(/<!-- generated:([\w-]+) -->/g)].map((match) => match[1] ?? "");
  expect(names).toEqual(["secrets", "kpis", "metrics", "alerts"]);
  for (const name of names) {
    expect(Object.keys(blocks)).toContain(name);
    expect(text).toContain(`<!-- /generated:${name} -->`);
  }
});
