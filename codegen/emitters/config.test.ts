/** generated/config.ts at work: what parseConfig takes, and each message to the letter. */
import { describe, expect, it, test } from "vitest";
import type { Variable } from "../model.ts";
import { emit } from "./config.ts";
import { writeEmitted } from "./emitted.ts";
import { sampleDeprecation, sampleModel, sampleVariable } from "./sample-model.ts";

type Problem = { name: string; message: string };

type Texts = Record<string, string | undefined>;

async function load(variables: readonly Variable[]) {
  await using emitted = await writeEmitted(emit(sampleModel({ config: variables })));
  return (await emitted.load("generated/config.ts")) as {
    parseConfig: (record: Texts) => Record<string, unknown> | Problem[];
    configWarnings: (record: Texts) => string[];
  };
}

async function parse(variables: readonly Variable[], record: Texts) {
  const { parseConfig } = await load(variables);
  return parseConfig(record);
}

async function messageFor(parts: Partial<Variable>, text: string): Promise<string | undefined> {
  const variable = sampleVariable({ name: "V", default: undefined, min: undefined, max: undefined, line: 7, ...parts });
  const result = await parse([variable], { V: text });
  return Array.isArray(result) ? result.map(({ message }) => message).join("\n") : undefined;
}

const FILE = "spec/contracts/schemas/config.yaml";

test.each<[Partial<Variable>, string, string]>([
  [{ type: "integer", max: 65535 }, "99999", `V=99999: must be ≤ 65535 (${FILE}:7)`],
  [{ type: "integer", min: 1 }, "0", `V=0: must be ≥ 1 (${FILE}:7)`],
  [{ type: "integer" }, "1.5", `V=1.5: must be an integer (${FILE}:7)`],
  [{ type: "integer" }, "80 ", `V=80 : must be an integer (${FILE}:7)`],
  [{ type: "integer" }, "99999999999999999999", `V=99999999999999999999: must be an integer (${FILE}:7)`],
  [{ type: "number" }, "0x10", `V=0x10: must be a number (${FILE}:7)`],
  [{ type: "number" }, "1e999", `V=1e999: must be a number (${FILE}:7)`],
  [{ type: "number", min: 10 }, "9.5", `V=9.5: must be ≥ 10 (${FILE}:7)`],
  [{ type: "boolean" }, "yes", `V=yes: must be true, false, 1 or 0 (${FILE}:7)`],
  [{ type: "enum", values: ["a", "b"] }, "c", `V=c: must be one of a, b (${FILE}:7)`],
  [{ type: "string", pattern: "^x" }, "y", `V=y: must match ^x (${FILE}:7)`],
  [{ type: "string", minLength: 8 }, "short", `V=short: must have at least 8 characters (${FILE}:7)`],
  [{ type: "string", required: true }, "", `V: must be set (${FILE}:7)`],
  [{ type: "string", pattern: "^x" }, "s3://key:hunter2/@b/c", `V=s3://…@b/c: must match ^x (${FILE}:7)`],
  [{ type: "integer" }, "80\r", `V=80\\r: must be an integer (${FILE}:7)`],
])("%o refuses %j", async (parts, text, message) => {
  expect(await messageFor(parts, text)).toBe(message);
});

test.each<[Partial<Variable>]>([
  [{ type: "string", minLength: 30 }],
  [{ type: "string", pattern: "^[0-9]+$" }],
  [{ type: "integer" }],
  [{ type: "enum", values: ["a"] }],
])("the value of a secret is in no message: %o", async (parts) => {
  const message = await messageFor({ ...parts, secret: true }, "hunter2-and-more");
  expect(message).toMatch(/^V: must /);
  expect(message).not.toContain("hunter2");
});

test("all problems come at once, in the order of the contract", async () => {
  const variables = [sampleVariable({ name: "A", line: 3 }), sampleVariable({ name: "B", required: true, line: 5 })];
  expect(await parse(variables, { A: "0", C: "ignored" })).toEqual([
    { name: "A", message: `A=0: must be ≥ 1 (${FILE}:3)` },
    { name: "B", message: `B: must be set (${FILE}:5)` },
  ]);
});

test("texts become values of their types", async () => {
  const plain = { min: undefined, max: undefined, default: undefined };
  const variables = [
    sampleVariable({ ...plain, name: "TEXT", type: "string" }),
    sampleVariable({ ...plain, name: "WHOLE" }),
    sampleVariable({ ...plain, name: "RATIO", type: "number" }),
    sampleVariable({ ...plain, name: "ON", type: "boolean" }),
    sampleVariable({ ...plain, name: "OFF", type: "boolean" }),
    sampleVariable({ ...plain, name: "MODE", type: "enum", values: ["a", "b"] }),
  ];
  const record = { TEXT: "0", WHOLE: "-12", RATIO: "1.5e1", ON: "1", OFF: "false", MODE: "b" };
  expect(await parse(variables, record)).toEqual({ TEXT: "0", WHOLE: -12, RATIO: 15, ON: true, OFF: false, MODE: "b" });
});

test("an empty text counts as not set: the default, or undefined without one", async () => {
  const variables = [sampleVariable(), sampleVariable({ name: "TOKEN", type: "string", default: undefined })];
  expect(await parse(variables, { PORT: "", TOKEN: "" })).toEqual({ PORT: 9000, TOKEN: undefined });
  const [file] = emit(sampleModel({ config: variables }));
  expect(file?.text).toContain("readonly PORT: number;");
  expect(file?.text).toContain("readonly TOKEN: string | undefined;");
});

test("without config.yaml there is no config.ts", () => {
  expect(emit(sampleModel())).toEqual([]);
});

describe("a variable under its deprecated name", () => {
  const token = { type: "string", min: undefined, max: undefined, default: undefined, secret: true } as const;
  const variables = [
    sampleVariable({ name: "HTTP_PORT", line: 3, deprecated: sampleDeprecation("PORT") }),
    sampleVariable({ line: 4 }),
    sampleVariable({ name: "LISTEN_PORT", line: 5, deprecated: sampleDeprecation("PORT") }),
    sampleVariable({ ...token, name: "TOKEN", required: true, line: 6 }),
    sampleVariable({ ...token, name: "KEY", required: true, line: 7, deprecated: sampleDeprecation("TOKEN") }),
    sampleVariable({ name: "NICE", default: 0, min: 0, line: 8, deprecated: sampleDeprecation() }),
  ];

  it("gives the value of the new one, of which alone there is a property", async () => {
    const { parseConfig, configWarnings } = await load(variables);
    const record = { HTTP_PORT: "81", KEY: "s3cret-value" };
    expect(parseConfig(record)).toEqual({ PORT: 81, TOKEN: "s3cret-value", NICE: 0 });
    expect(configWarnings(record)).toEqual([
      `HTTP_PORT is deprecated since 2.0.0 and gone after 2026-06-30: set PORT instead (${FILE}:3)`,
      `KEY is deprecated since 2.0.0 and gone after 2026-06-30: set TOKEN instead (${FILE}:7)`,
    ]);
    const [file] = emit(sampleModel({ config: variables }));
    expect(file?.text).not.toMatch(/readonly (HTTP_PORT|LISTEN_PORT|KEY):/);
    expect(file?.text).toContain("* @deprecated since 2.0.0; gone after 2026-06-30\n   */\n  readonly NICE: number;");
  });

  it("is not looked at where it is empty, and the new one is as before", async () => {
    const { parseConfig, configWarnings } = await load(variables);
    const record = { HTTP_PORT: "", LISTEN_PORT: undefined, PORT: "82", TOKEN: "new" };
    expect(parseConfig(record)).toEqual({ PORT: 82, TOKEN: "new", NICE: 0 });
    expect(configWarnings(record)).toEqual([]);
    expect(parseConfig({ HTTP_PORT: "", TOKEN: "new" })).toMatchObject({ PORT: 9000 });
  });

  it("is refused beside the new one, beside another old one, and never with its value", async () => {
    const record = { HTTP_PORT: "81", PORT: "82", LISTEN_PORT: "81", TOKEN: "new-s3cret", KEY: "old-s3cret" };
    expect(await parse(variables, record)).toEqual([
      {
        name: "HTTP_PORT",
        message: `HTTP_PORT: is an old name of PORT, and PORT is set as well; remove HTTP_PORT (${FILE}:3)`,
      },
      {
        name: "LISTEN_PORT",
        message: `LISTEN_PORT: is an old name of PORT, and PORT is set as well; remove LISTEN_PORT (${FILE}:5)`,
      },
      {
        name: "KEY",
        message: `KEY: is an old name of TOKEN, and TOKEN is set as well; remove KEY or KEY_FILE (${FILE}:7)`,
      },
    ]);
    expect(await parse(variables, { HTTP_PORT: "81", LISTEN_PORT: "81", TOKEN: "new" })).toEqual([
      {
        name: "LISTEN_PORT",
        message: `LISTEN_PORT: is an old name of PORT, and HTTP_PORT is set as well; remove LISTEN_PORT (${FILE}:5)`,
      },
    ]);
  });

  it("is held against what the contract says of it, and named in the message", async () => {
    expect(await parse(variables, { LISTEN_PORT: "0" })).toEqual([
      { name: "LISTEN_PORT", message: `LISTEN_PORT=0: must be ≥ 1 (${FILE}:5)` },
      { name: "TOKEN", message: `TOKEN: must be set (${FILE}:6)` },
    ]);
  });

  it("goes on being read where nothing takes its place, with a warning", async () => {
    const { parseConfig, configWarnings } = await load(variables);
    expect(parseConfig({ NICE: "7", TOKEN: "new" })).toMatchObject({ NICE: 7 });
    expect(configWarnings({ NICE: "7" })).toEqual([
      `NICE is deprecated since 2.0.0 and gone after 2026-06-30 (${FILE}:8)`,
    ]);
  });
});
