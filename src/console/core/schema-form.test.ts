/** Forms out of schemas: those of the contract, and what people type into them. */
import { describe, expect, it } from "vitest";
import { contractSchemas } from "../build/schemas.ts";
import { differences, draftOf, type FormSchema, fieldsOf, readDraft, refusalByField } from "./schema-form.ts";

const repository = new URL("../../..", import.meta.url).pathname;
const { settings, params } = contractSchemas(repository);
const schema = (name: string): FormSchema => settings[name] ?? params[name] ?? {};

const everything: FormSchema = {
  type: "object",
  required: ["url"],
  properties: {
    edit: { enum: ["grayscale", "tint"], default: "tint" },
    size: { type: "integer", minimum: 64, maximum: 8192 },
    strength: { type: "number", minimum: 0.5 },
    repair: { type: "boolean" },
    hosts: { type: "array", items: { type: "string", pattern: "^[a-z.]+$" }, maxItems: 2 },
    kinds: { type: "array", items: { enum: ["a", "b"] } },
    extra: { type: "object" },
    at: { type: "string", format: "date-time" },
    url: { type: "string", pattern: "^https?://", maxLength: 40 },
    frame: {
      type: "object",
      required: ["width"],
      properties: { width: { type: "integer" }, colour: { type: "string" } },
    },
  },
};

describe("the fields of a schema", () => {
  it("are of the kind that the schema says, the required ones first", () => {
    expect(fieldsOf(everything).map(({ path, kind }) => [path, kind])).toEqual([
      ["url", "text"],
      ["edit", "choice"],
      ["size", "number"],
      ["strength", "number"],
      ["repair", "flag"],
      ["hosts", "lines"],
      ["kinds", "choices"],
      ["extra", "json"],
      ["at", "moment"],
      ["frame", "group"],
    ]);
    const frame = fieldsOf(everything).at(-1);
    expect(frame?.fields.map(({ path, required }) => [path, required])).toEqual([
      ["frame.width", true],
      ["frame.colour", false],
    ]);
  });

  it("are there for every provider and every action of the contract", () => {
    expect(Object.keys(settings)).toEqual(["local", "http", "gemini", "openai", "turbotext", "fault"]);
    for (const each of Object.values(settings)) expect(fieldsOf(each).length).toBeGreaterThan(0);
    expect(fieldsOf(schema("gemini"))[0]).toMatchObject({ path: "prompt", kind: "long", required: true });
    expect(fieldsOf(schema("SlotMaintenanceParams")).map(({ kind }) => kind)).toEqual(["choice", "moment"]);
    expect(fieldsOf(schema("SlotMaintenanceParams"))[0]?.options).toContain("slot-test");
  });
});

describe("a draft", () => {
  const fields = fieldsOf(everything);
  const value = {
    ...{ edit: "tint", size: 100, strength: 1.5, repair: false, hosts: ["a.b", "c"], kinds: ["b"], extra: { x: [1] } },
    ...{ at: "2026-11-26T18:00:00.000Z", url: "https://x", frame: { width: 3 } },
  };

  it("means the value that it was made of", () => {
    expect(readDraft(fields, draftOf(fields, value))).toEqual({ value, problems: {} });
  });

  it("leaves out what is empty, so that defaults stand", () => {
    expect(readDraft(fields, { url: "https://x", edit: "", size: "  ", "frame.colour": "" })).toEqual({
      value: { url: "https://x" },
      problems: {},
    });
  });

  it("takes a number with a comma, as half of Europe types it", () => {
    expect(readDraft(fields, { url: "http://x", strength: "7,5" }).value).toMatchObject({ strength: 7.5 });
  });

  it.each([
    ["url", "", { code: "required" }],
    ["url", "ftp://x", { code: "pattern" }],
    ["url", `https://${"x".repeat(40)}`, { code: "long", limit: 40 }],
    ["size", "many", { code: "number" }],
    ["size", "64.5", { code: "integer" }],
    ["size", "63", { code: "min", limit: 64 }],
    ["size", "8193", { code: "max", limit: 8192 }],
    ["hosts", "a\nb\nc", { code: "many", limit: 2 }],
    ["hosts", "UPPER", { code: "pattern" }],
    ["extra", "[1]", { code: "json" }],
    ["extra", "{", { code: "json" }],
    ["at", "tomorrow-ish", { code: "moment" }],
    ["frame.colour", "red", { code: "required" }],
  ])("has a problem: %s %s", (path, typed, problem) => {
    const { problems } = readDraft(fields, { url: "https://x", [path]: typed });
    expect(problems).toEqual({ [path === "frame.colour" ? "frame.width" : path]: problem });
  });
});

describe("a refusal of the service", () => {
  const fields = fieldsOf(schema("gemini"));

  it("is shown at the fields that it speaks of", () => {
    const details =
      "settings of the provider gemini: prompt: must NOT have fewer than 1 characters; aspect_ratio: must be equal to one of the allowed values: 1:1, 2:3 (spec/contracts/openapi.yaml says what is allowed).";
    expect(refusalByField(details, fields)).toEqual({
      prompt: "must NOT have fewer than 1 characters",
      aspect_ratio: "must be equal to one of the allowed values: 1:1, 2:3",
    });
  });

  it("finds the field that is missing, and the list whose entry is wrong", () => {
    const missing =
      "settings of the provider gemini: settings: must have required property 'prompt' (spec/contracts/openapi.yaml says what is allowed).";
    expect(refusalByField(missing, fields)).toEqual({ prompt: "settings: must have required property 'prompt'" });
    expect(
      refusalByField("settings of the provider turbotext: download_hosts.3: must match", fieldsOf(schema("turbotext"))),
    ).toEqual({
      download_hosts: "must match",
    });
  });

  it("goes on at its field over a semicolon", () => {
    const details =
      "settings of the provider http: url: holds a password, which everybody can read; remove it (spec/x says).";
    expect(refusalByField(details, fieldsOf(schema("http")))).toEqual({
      url: "holds a password, which everybody can read; remove it",
    });
  });

  it("that speaks of no field is for the whole form", () => {
    expect(refusalByField("the provider fault fails on purpose: it is refused in production.", fields)).toEqual({
      "": "the provider fault fails on purpose: it is refused in production.",
    });
  });
});

describe("differences", () => {
  it("are named by where they are", () => {
    expect(differences({ a: 1, b: { c: [1], d: 2 } }, { a: 1, b: { c: [2] }, e: null })).toEqual([
      { path: "b.c", before: [1], after: [2] },
      { path: "b.d", before: 2, after: undefined },
      { path: "e", before: undefined, after: null },
    ]);
    expect(differences({}, { constructor: "x" })).toEqual([{ path: "constructor", before: undefined, after: "x" }]);
    expect(differences("a", "b")).toEqual([{ path: "", before: "a", after: "b" }]);
    expect(differences({ a: 1 }, { a: 1 })).toEqual([]);
  });
});
