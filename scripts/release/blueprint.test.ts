/** Names in the operators' blueprint: what is a fault, and what is none. */
import { execFile } from "node:child_process";
import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeEach, describe, expect, it } from "vitest";
import { useTempFolder } from "../testkit/folders.ts";
import { releaseOf } from "../testkit/project.ts";
import { checkBlueprint } from "./blueprint.ts";

const ROOT = join(import.meta.dirname, "../..");
const OPS = "spec/docs/blueprints/ops.md";
const OPS_RU = "spec/docs/blueprints/ops.ru.md";
const folder = useTempFolder();

beforeEach(async () => {
  for (const path of ["spec", "generated", ".memory", "package.json", ".gitignore"]) {
    await cp(join(ROOT, path), join(folder(), path), { recursive: true });
  }
  await promisify(execFile)("git", ["init", "-q"], { cwd: folder() });
});

/** What is said of the blueprint, or its translation, with a sentence more. */
async function withSentence(sentence: string, file = OPS): Promise<string> {
  const text = await readFile(join(folder(), file), "utf8");
  await writeFile(join(folder(), file), `${text}\n${sentence}\n`);
  const checked = checkBlueprint(releaseOf(folder()));
  return await checked.catch((cause: Error) => cause.message);
}

const GOOD = /^\d+ tables, \d+ anchors, \d+ names in its words$/;

describe("the blueprint", () => {
  it.each([
    "`PORT`, `RESULT_TTL_HOURS`, `INGEST_PASSWORD_FILE` and any `NAME_FILE`",
    "`ingest_duration_seconds`, `ingest_duration_seconds_bucket`, `job:ingest_timeout_ratio:rate5m`",
    '`slot_id`, `outcome="provider_error"`, `storage_pressure`, `ingest_edited`, `timeout_rate`, `t_sync_response`',
    "`failure_reason`, `request_id`, `ingest_password`",
    "`npm run demo -- --once`, `npm run --silent ops`",
    "`spec/contracts`, `spec/contracts/`, `generated/prometheus/rules*.yml`, `data/demo/service.log`, `dist/src/main.js`",
    "`text/plain`, `/metrics`, `/backup/phc.env.age`, `https://example.org/a/b.html`, `SIGTERM`, `T_sync_response`",
    "[a step](#timeouts), [a file](../../contracts/VERSION.json), [elsewhere](https://example.org)",
    "```sh\necho `NO_SUCH_VARIABLE` `no_such_metric` `spec/no/such.file`\n```",
    "NO_SUCH_VARIABLE without backticks",
  ])("may say %s", async (sentence) => {
    expect(await withSentence(sentence)).toMatch(GOOD);
  });

  it.each([
    ["`RESULT_TTL_DAYS`", "ops/variable", "RESULT_TTL_DAYS is no variable of the contract."],
    ["`PORT_FILE`", "ops/variable", "PORT_FILE is no variable of the contract."],
    ["`npm run ops -- set INGEST_MAX_PARALEL 4`", "ops/variable", "INGEST_MAX_PARALEL"],
    ["`ingest_request_total`", "ops/name", "Did you mean `ingest_requests_total`?"],
    ["`ingest_requests_total_bucket`", "ops/name", "The contract has nothing called ingest_requests_total_bucket."],
    ["`job:ingest_timeout_ratio:rate6m`", "ops/name", "Did you mean `job:ingest_timeout_ratio:rate5m`?"],
    ['`outcome="time_out"`', "ops/name", "The contract has nothing called time_out."],
    ["npm run smok", "ops/command", "package.json has no script smok."],
    ["```sh\nnpm run cleanup -- --dry-run\n```", "ops/command", "package.json has no script cleanup."],
    ["`spec/contracts/metrics.yaml`", "ops/path", "spec/contracts/metrics.yaml does not exist."],
    ["`doc/thing.md`", "ops/path", "doc/thing.md does not exist."],
    ["`generated/prometheus/alerts*.yml`", "ops/path", "does not exist."],
    ["[a step](#time-outs)", "ops/link", "This document has no step #time-outs."],
    ["[a file](../../contracts/VERSION.yaml)", "ops/link", "../../contracts/VERSION.yaml does not exist."],
  ])("may not say %s", async (sentence, rule, message) => {
    const said = await withSentence(sentence);
    expect(said).toContain(rule);
    expect(said).toContain(message);
    const lines = (await readFile(join(folder(), OPS), "utf8")).split("\n").length;
    expect(said).toMatch(new RegExp(`${OPS}:(${[1, 2, 3, 4].map((n) => lines - n).join("|")}):`));
  });

  it.each(["`RESULT_TTL_DAYS`", "npm run smok", "[шаг](#time-outs)", "`spec/contracts/metrics.yaml`"])(
    "may not say %s in its translation either",
    async (sentence) => {
      expect(await withSentence(sentence, OPS_RU)).toContain(`${OPS_RU}:`);
    },
  );

  it("says that a table of its translation is stale", async () => {
    const text = await readFile(join(folder(), OPS_RU), "utf8");
    await writeFile(join(folder(), OPS_RU), text.replace("| `timeout_rate` | ", "| `timeout_rate` | About "));
    expect(await withSentence("")).toMatch(/ops\.ru\.md:\d+:\d+[\s\S]*A table is not what the contract gives/);
  });

  it("says at its line that a table is stale, also beside a wrong name", async () => {
    const text = await readFile(join(folder(), OPS), "utf8");
    await writeFile(join(folder(), OPS), text.replace("| `timeout_rate` | ", "| `timeout_rate` | About "));
    const said = await withSentence("`no_such_metric`");
    expect(said).toContain("A table is not what the contract gives.");
    expect(said).toContain("no_such_metric");
    const line = text.split("\n").findIndex((one) => one.startsWith("| `timeout_rate` | ")) + 1;
    expect(said).toContain(`${OPS}:${line}:`);
  });
});
