/** generated/api.ts: types as openapi-typescript makes them, and a document that is left as it was. */
import { expect, test } from "vitest";
import { emit } from "./api.ts";
import { sampleApi, sampleModel } from "./sample-model.ts";

const document = {
  openapi: "3.1.0",
  info: { title: "Worker", version: "1.0.0" },
  paths: {},
  components: {
    schemas: {
      Task: { type: "object", properties: { size: { type: "integer", default: 3 } }, required: ["id"] },
      Other: { allOf: [{ $ref: "#/components/schemas/Task" }, { type: "object", "x-note": 1 }] },
    },
  },
};

test("a property with a default may be absent, for validation does not fill it in", async () => {
  const [file] = await emit(sampleModel({ api: sampleApi({ document }) }));
  expect(file?.path).toBe("generated/api.ts");
  expect(file?.text).toMatch(/Task: \{\s+\/\*\* @default 3 \*\/\s+readonly size\?: number;/);
});

test("the document is left as it was", async () => {
  const before = JSON.stringify(document);
  await emit(sampleModel({ api: sampleApi({ document }) }));
  expect(JSON.stringify(document)).toBe(before);
});

test("without openapi.yaml there is no api.ts", async () => {
  expect(await emit(sampleModel())).toEqual([]);
});
