/** generated/validators.js: loads as ESM under plain node, and passes what the schemas pass. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import type { Api, JsonSchema, Operation } from "../model.ts";
import { writeEmitted } from "./emitted.ts";
import { sampleApi, sampleModel, sampleOperation } from "./sample-model.ts";
import { emit, planValidators } from "./validators.ts";

const schemas: Readonly<Record<string, JsonSchema>> = {
  Task: {
    type: "object",
    required: ["id"],
    properties: {
      id: { type: "string", minLength: 2 },
      due: { type: "string", format: "date-time", example: "2026-01-01T00:00:00Z" },
      tags: { type: "array", uniqueItems: true },
      owner: { type: ["string", "null"] },
      parent: { $ref: "#/components/schemas/Task" },
      note: { type: "string", contentMediaType: "text/plain", "x-note": 1 },
    },
    additionalProperties: false,
  },
  "Task~list": { type: "array", items: { $ref: "#/components/schemas/Task" } },
};

function api(operations: readonly Operation[] = [], more: Readonly<Record<string, JsonSchema>> = {}): Api {
  return sampleApi({ operations, document: { components: { schemas: { ...schemas, ...more } } } });
}

interface Validator {
  (data: unknown): boolean;
  errors?: { instancePath: string; keyword: string }[] | null;
}

async function load(contract: Api): Promise<Record<string, Validator | undefined>> {
  await using emitted = await writeEmitted(emit(sampleModel({ api: contract })));
  return (await emitted.load("generated/validators.js")) as Record<string, Validator | undefined>;
}

test("imports under plain node, where `require` does not exist, and validates there", async () => {
  await using emitted = await writeEmitted(emit(sampleModel({ api: api() })));
  const url = pathToFileURL(join(emitted.folder, "generated/validators.js")).href;
  const values =
    '[{id: "ab"}, {id: "é"}, {id: "ab", due: "soon"}, {id: "ab", tags: [{}, {}]}, {id: "ab", due: "2026-01-01T00:00:00Z"}]';
  const script = `import { validateTask } from "${url}"; console.log(JSON.stringify(${values}.map((v) => validateTask(v))));`;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", script]);
  expect(JSON.parse(stdout)).toEqual([true, false, false, false, true]);
});

test("its only imports are ajv's runtime and the formats, by full file name", () => {
  const text = emit(sampleModel({ api: api() }))[0]?.text ?? "";
  const imports = [...text.matchAll(/^import \w+ from "(.*)";$/gm)].map((match) => match[1]);
  expect(imports.sort()).toEqual([
    "ajv-formats/dist/formats.js",
    "ajv/dist/runtime/equal.js",
    "ajv/dist/runtime/ucs2length.js",
  ]);
  expect(text).not.toContain("require(");
});

test("follows references, also of a schema to itself, and names the place of the first fault", async () => {
  const { validateTask, validateTaskList } = await load(api());
  expect(
    validateTask?.({ id: "ab", parent: { id: "cd", due: "2026-01-01T00:00:00Z", tags: [1, 2], owner: null } }),
  ).toBe(true);
  expect(validateTaskList?.([{ id: "ab" }, { id: "cd", parent: { id: 1 } }])).toBe(false);
  expect(validateTaskList?.errors).toMatchObject([{ instancePath: "/1/parent/id", keyword: "type" }]);
  expect(validateTaskList?.([])).toBe(true);
  expect(validateTaskList?.errors).toBe(null);
});

test("one validator for each different schema of parameters and bodies, the component's own where it is one", async () => {
  const { at, ...operation } = sampleOperation([]);
  const parameter = (name: string, schema: JsonSchema) =>
    ({ name, in: "query", required: false, description: "", schema, invalidReason: "bad", at }) as const;
  const component = schemas["Task"] ?? false;
  const first = parameter("limit", { type: "integer", maximum: 9 });
  const second = parameter("limit", { type: "integer", maximum: 99 });
  const operations: Operation[] = [
    { ...operation, at, id: "a", parameters: [first, parameter("task", component)] },
    {
      ...operation,
      at,
      id: "b",
      parameters: [{ ...first }, second],
      requestSchema: { $ref: "#/components/schemas/Task" },
    },
    { ...operation, at, id: "c", requestSchema: { type: "array", items: { $ref: "#/components/schemas/Task" } } },
    { ...operation, at, id: "d", requestSchema: { type: "object" }, streamedBody: true },
  ];
  const { names, validators } = planValidators(api(operations));
  const used = operations.map((each) => [...each.parameters.map((node) => names.get(node)), names.get(each)]);
  expect(used).toEqual([
    ["validateLimitParameter", "validateTask", undefined],
    ["validateLimitParameter", "validateLimitParameter2", "validateTask"],
    ["validateCBody"],
    [undefined],
  ]);
  expect(validators).toHaveLength(5);
  const { validateLimitParameter, validateLimitParameter2, validateCBody } = await load(api(operations));
  expect([9, 10].map((value) => validateLimitParameter?.(value))).toEqual([true, false]);
  expect([99, 100].map((value) => validateLimitParameter2?.(value))).toEqual([true, false]);
  expect([[{ id: "ab" }], [{}]].map((value) => validateCBody?.(value))).toEqual([true, false]);
});

test("the declarations name the type of what passes", () => {
  const text = emit(sampleModel({ api: api() }))[1]?.text;
  expect(text).toContain('import type { components } from "./api.ts";');
  expect(text).toContain('export declare const validateTaskList: Validator<components["schemas"]["Task~list"]>;');
});

test.each([
  ["keyword", { type: "string", maxLenght: 3 }],
  ["format", { type: "string", format: "no-such-format" }],
])("a misspelt %s is not ignored", (word, schema) => {
  expect(() => emit(sampleModel({ api: api([], { Wrong: schema }) }))).toThrow(`unknown ${word}`);
});

test("without openapi.yaml there are no validators", () => {
  expect(emit(sampleModel())).toEqual([]);
});
