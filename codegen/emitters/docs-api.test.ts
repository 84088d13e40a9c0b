/** The reference page of the HTTP API: what somebody who calls it must find, in words. */
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import type { Api, JsonSchema } from "../model.ts";
import { emit } from "./docs-api.ts";
import { sampleApi, sampleModel, sampleOperation } from "./sample-model.ts";

const { at, ...operation } = sampleOperation(["bad_task"]);

function page(parts: Partial<Api>): string {
  return emit(sampleModel({ api: sampleApi(parts) }))[0]?.text ?? "";
}

/** The section of a schema of the contract, without its heading. */
function schema(of: JsonSchema): string {
  const made = page({ document: { components: { schemas: { Task: of } } } });
  return made.split("### Schema Task\n\n")[1]?.trim() ?? "";
}

test("a contract without an API gives no page", () => {
  expect(emit(sampleModel())).toEqual([]);
});

test("what it is, where it is, and what a stranger's request is answered", () => {
  const document = { info: { summary: "Does tasks.", description: "One\n  <by> one" } };
  const made = page({ document, servers: ["http://a", "http://b"], unroutedReasons: ["no_route"] });
  expect(made).toContain("# HTTP API\n\nWorker. Does tasks. One &lt;by> one.\n\n");
  expect(made).toContain(
    "Paths are below `http://a` or `http://b`. A request that meets no operation below is refused:",
  );
  expect(made).toContain("refused: `no_route`. What each reason of a refusal means: [errors.md](errors.md).");
});

test("operations stand under their first tag in the order of the contract, those without one at the end", () => {
  const named = (id: string, ...tags: string[]) => ({ ...operation, id, tags, at });
  const made = page({
    document: { tags: [{ name: "tasks", description: "What producers use." }, { name: "unused" }] },
    operations: [named("stray"), named("addTask", "tasks", "more"), named("getTask", "more")],
  });
  expect(made.match(/^##+ .*/gm)).toEqual([
    "## Tasks",
    "### addTask",
    "## Other",
    "### stray",
    "## More",
    "### getTask",
  ]);
  expect(made).toContain("## Tasks\n\nWhat producers use.\n\n| operation | route | purpose |");
  expect(made).toContain("| [addTask](#addtask) | `POST /tasks` | Add a task. |");
});

test("who may call: everybody, the holder of one credential or of another, and the credentials in words", () => {
  const who = (...security: string[][]) => page({ operations: [{ ...operation, security, at }] });
  expect(who([])).toContain("Anybody may call it.");
  expect(who([], ["key"])).toContain("Anybody may call it; what is sent as [`key`](#credentials) is looked at.");
  expect(who(["key"], ["user", "session"])).toContain(
    "It needs [`key`](#credentials) or [`user`](#credentials) with [`session`](#credentials).",
  );
  const securitySchemes = {
    key: { type: "apiKey", in: "header", name: "X-Key", description: "From\nthe admin." },
    token: { type: "http", scheme: "bearer" },
  };
  const made = page({ securitySchemes: ["key", "token"], document: { components: { securitySchemes } } });
  expect(made).toContain("| `key` | header `X-Key` | From the admin. |");
  expect(made).toContain("| `token` | header `Authorization: Bearer …` | – |");
});

test("parameters: place, limits, meaning (its schema's where it has none), and what a wrong one is refused with", () => {
  const parameter = { required: true, invalidReason: "bad_task", at };
  const id = {
    ...parameter,
    name: "id",
    in: "path",
    description: "",
    schema: { minimum: 1, description: "Of it." },
  } as const;
  const dry = {
    ...parameter,
    name: "dry",
    in: "query",
    required: false,
    description: "No | effect.",
    schema: true,
  } as const;
  const made = page({ operations: [{ ...operation, parameters: [id, dry], at }] });
  expect(made).toContain("| `id` | path | yes | anything, at least 1 | Of it. | `bad_task` |");
  expect(made).toContain("| `dry` | query | no | anything | No \\| effect. | `bad_task` |");
});

test("the body: whether it must be there, its kinds, and the properties of one that has no section of its own", () => {
  const task = { $ref: "#/components/schemas/Task" };
  const form = { type: "object", required: ["file"], properties: { file: { type: "string" } } };
  const body = (parts: object) => page({ operations: [{ ...operation, ...parts, at }] });
  const json = [{ mediaType: "application/json", schema: task }];
  expect(body({ requestContents: json, requestRequired: true })).toContain(
    "Body, required: `application/json`: [Task](#schema-task).\n",
  );
  const streamed = { requestContents: [{ mediaType: "multipart/form-data", schema: form }], streamedBody: true };
  expect(body(streamed)).toContain(
    "Body, may be left out: `multipart/form-data`: an object of. It is read as it arrives.\n\n| property | required |",
  );
  expect(body(streamed)).toContain("| `file` | yes | string | – |");
});

test("answers: status, meaning, body, headers and reasons", () => {
  const always = {
    name: "Cache-Control",
    required: true,
    description: "Kept by nobody.",
    schema: { const: "no-store" },
  };
  const often = { name: "Retry-After", required: false, description: "Seconds.", schema: { type: "integer" } };
  const contents = [
    { mediaType: "application/json", schema: { $ref: "#/components/schemas/Task" } },
    { mediaType: "image/png", schema: { type: "string" } },
  ];
  const responses = [{ status: 200, description: "Done.", reasons: [], headers: [always, often], contents, at }];
  const made = page({ operations: [{ ...operation, responses: [...responses, ...operation.responses], at }] });
  expect(made).toContain(
    "| 200 | Done. | `application/json`: [Task](#schema-task); `image/png` | `Cache-Control`: always `no-store`; `Retry-After` (not always) | – |",
  );
  expect(made).toContain("| 400 | Refused. | – | – | `bad_task` |");
  expect(made).toContain("| `Retry-After` | integer | Seconds. |");
});

test("a schema: each property with its type, its limits and what it means", () => {
  const made = schema({
    type: "object",
    description: "A task.",
    required: ["id"],
    properties: {
      id: { type: "integer", minimum: 1, maximum: 9, description: "Of the task." },
      name: { type: ["string", "null"], minLength: 2, pattern: "^a|b$" },
      mode: { type: "string", enum: ["fast", "slow"], default: "slow" },
      due: { type: "string", format: "date-time" },
      kind: { const: 3 },
      tags: { type: "array", items: { type: "string", maxLength: 5 }, maxItems: 4, uniqueItems: true },
      share: { type: "number", exclusiveMinimum: 0, multipleOf: 0.5 },
    },
    additionalProperties: false,
  });
  const lines = [
    "A task.",
    "",
    "| property | required | type and limits | meaning |",
    "| --- | --- | --- | --- |",
    "| `id` | yes | integer, 1 to 9 | Of the task. |",
    "| `name` | no | string or null, at least 2 characters, matches `^a\\|b$` | – |",
    "| `mode` | no | one of `fast`, `slow`, `slow` unless given | – |",
    "| `due` | no | string, as `date-time` | – |",
    "| `kind` | no | always `3` | – |",
    "| `tags` | no | list of: string, at most 5 characters, at most 4 items, none twice | – |",
    "| `share` | no | number, more than 0, a multiple of 0.5 | – |",
    "",
    "There are no other properties.",
  ];
  expect(made).toBe(lines.join("\n"));
});

test("objects within a schema have a row for each of their properties, those that have a section are linked", () => {
  const inner = { type: "object", required: ["at"], properties: { at: { type: "string" } } };
  const made = schema({
    type: "object",
    properties: {
      list: { type: "array", items: inner },
      end: { oneOf: [inner, { type: "null" }] },
      next: { $ref: "#/components/schemas/Task" },
      counts: { type: "object", additionalProperties: { type: "integer", minimum: 0 } },
    },
    additionalProperties: true,
  });
  expect(made).toContain("| `list` | no | list of objects | – |\n| `list[].at` | yes | string | – |");
  expect(made).toContain("| `end` | no | object or null | – |\n| `end.at` | yes | string | – |");
  expect(made).toContain("| `next` | no | [Task](#schema-task) | – |");
  expect(made).toContain("| `counts` | no | object | – |\n| `counts.*` | no | integer, at least 0 | – |");
  expect(made).toContain("\n\nFurther properties may be there.");
});

test("what is no object is told in a sentence, a list of values in a table, a further condition as it is", () => {
  expect(schema({ type: "string", minLength: 32, maxLength: 32 })).toBe("String, exactly 32 characters.");
  expect(schema(true)).toBe("Anything.");
  expect(schema({ oneOf: [{ const: "a", description: "The first." }, { const: "b" }] })).toContain(
    "| value | meaning |\n| --- | --- |\n| `a` | The first. |\n| `b` | – |",
  );
  const conditional = { properties: { a: true }, not: { required: ["b"] } };
  expect(schema(conditional)).toContain('And it must satisfy `{"not":{"required":["b"]}}`.');
  const cases: unknown = JSON.parse(`[
    {"if": {"properties": {"a": {"const": "x"}}, "required": ["a"]}, "then": {"required": ["b"]}},
    {"if": {"properties": {"a": {"enum": [1, 2]}, "c": {"const": null}}}, "then": {"required": ["b", "d"]}},
    {"if": {"properties": {"a": {"const": 1}}}, "then": {"minProperties": 2}},
    {"$ref": "#/components/schemas/Task"}
  ]`);
  const made = schema({ properties: { a: true }, allOf: cases });
  expect(made).toContain("Where `a` is `x`, `b` must be there.");
  expect(made).toContain("Where `a` is one of `1`, `2` and `c` is null, `b`, `d` must be there.");
  expect(made).toContain('And it must satisfy `{"if":{"properties":{"a":{"const":1}}},"then":{"minProperties":2}}`.');
  expect(made).toContain("It is a [Task](#schema-task), too.");
});

const PAGES = ["../testdata/worker/expected/generated/docs/api.md", "../../generated/docs/api.md"];

test.each(PAGES)("every link of %s leads to one heading, or to a page beside it", async (path) => {
  const file = join(import.meta.dirname, path);
  const text = await readFile(file, "utf8");
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, words = ""]) => words.toLowerCase().replaceAll(" ", "-"));
  expect(headings.filter((heading, i) => headings.indexOf(heading) !== i)).toEqual([]);
  const targets = new Set([...text.matchAll(/\]\(([^)]+)\)/g)].map(([, target = ""]) => target));
  expect(targets.size).toBeGreaterThan(5);
  for (const target of targets) {
    if (target.startsWith("#")) expect(headings).toContain(target.slice(1));
    else await expect(readFile(join(dirname(file), target))).resolves.toBeDefined();
  }
});
