/** .env.example read by the parser that reads .env. */
import { parseEnv } from "node:util";
import { expect, test } from "vitest";
import { emit } from "./env-example.ts";
import { sampleDeprecation, sampleModel, sampleVariable } from "./sample-model.ts";

const variables = [
  sampleVariable(),
  sampleVariable({ name: "API_KEY", type: "string", default: "must-not-show", secret: true, required: true }),
  sampleVariable({ name: "GREETING", type: "string", default: "hello # world's" }),
  sampleVariable({ name: "EMPTY", type: "string", default: undefined }),
];

test("every variable stands there with its default; a secret never with a value", () => {
  const [file] = emit(sampleModel({ config: variables }));
  expect(file?.path).toBe(".env.example");
  expect(parseEnv(file?.text ?? "")).toEqual({ PORT: "9000", API_KEY: "", GREETING: "hello # world's", EMPTY: "" });
  expect(file?.text).not.toContain("must-not-show");
});

test("each has its help and bounds above it, a secret the name of its file", () => {
  const text = emit(sampleModel({ config: variables }))[0]?.text;
  expect(text).toContain("# Port to listen on.\n# (1 to 65535)\nPORT=9000\n");
  expect(text).toContain("# (secret, required; or API_KEY_FILE)\nAPI_KEY=\n");
});

test("without config.yaml there is no .env.example", () => {
  expect(emit(sampleModel())).toEqual([]);
});

test("what goes away says so and has no value: a copy of the file sets nothing twice", () => {
  const config = [
    sampleVariable(),
    sampleVariable({ name: "HTTP_PORT", deprecated: sampleDeprecation("PORT") }),
    sampleVariable({ name: "PORT_2", required: true, default: undefined, deprecated: sampleDeprecation("PORT") }),
    sampleVariable({ name: "NICE", deprecated: sampleDeprecation() }),
  ];
  const text = emit(sampleModel({ config }))[0]?.text ?? "";
  expect(parseEnv(text)).toEqual({ PORT: "9000", HTTP_PORT: "", PORT_2: "", NICE: "" });
  expect(text).not.toContain("required");
  expect(text).toContain(
    "# Port to listen on.\n# Deprecated since 2.0.0: use PORT; gone after 2026-06-30.\n# (1 to 65535)\nHTTP_PORT=\n",
  );
  expect(text).toContain("# Deprecated since 2.0.0; gone after 2026-06-30.\n# (1 to 65535)\nNICE=\n");
});
