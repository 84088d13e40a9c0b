/** Three alerts that were in use, that promtool passes and that do not work: the compiler says of each what is wrong and where. */
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { emit as emitRules } from "../codegen/emitters/rules.ts";
import { check, parse, resolve } from "../codegen/index.ts";
import type { Model } from "../codegen/model.ts";
import { formatProblems, type PlainProblem, toPlain } from "../codegen/problem.ts";
import { complaint } from "./testkit/rules/promtool.ts";
import { requireTool } from "./testkit/tools.ts";

const CONTRACT = join(import.meta.dirname, "testkit/three-alerts");
const METRICS = "contracts/schemas/metrics.yaml";
const TODAY = "2026-01-08";

async function compile(folder: string): Promise<Model> {
  const { contract, problems } = await parse(folder, "spec");
  const resolved = contract && resolve(contract);
  if (!resolved?.model) throw new Error(formatProblems(resolved?.problems ?? problems, "text"));
  return resolved.model;
}

async function findings(folder: string): Promise<PlainProblem[]> {
  return check(await compile(folder), { today: TODAY }).map(toPlain);
}

const RATIO = "rate(ingest_timeout_total[5m]) / rate(ingest_requests_total[5m])";
const MENDED_RATIO =
  "sum(increase(ingest_requests_total[30m])) >= 20 and sum(rate(ingest_timeout_total[30m])) / sum(rate(ingest_requests_total[30m]))";

const scratch = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), "three-alerts-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
};

/** What is found once a text that stands there once is replaced, as places and rules. */
async function afterMending(written: string, mended: string): Promise<string[]> {
  const folder = await scratch();
  await cp(CONTRACT, folder, { recursive: true });
  const text = await readFile(join(folder, METRICS), "utf8");
  expect(text.split(written)).toHaveLength(2);
  await writeFile(join(folder, METRICS), text.replace(written, mended));
  return (await findings(folder)).map(({ line, rule }) => `${line} ${rule}`);
}

interface Expected {
  readonly place: string;
  readonly finding: string;
  readonly message: RegExp;
  readonly help: RegExp;
}

const FAULTS: Readonly<Record<string, Expected>> = {
  "HighTimeoutRate: `for` is longer than one event keeps the ratio up": {
    place: "31:10",
    finding: "warning alert/for P15",
    message: /^`HighTimeoutRate` waits for 10m on a ratio over 5m: .*it never fires\.$/,
    help: /ranges longer than `for`/,
  },
  "HighTimeoutRate: one request of a slot is 100 %": {
    place: "30:11",
    finding: "warning promql/ratio P10",
    message: /judges every slot_id, provider by itself.*a single one of `ingest_requests_total` is 100 %/,
    help: /increase\(…\[…\]\)\) >= 20/,
  },
  "HighTimeoutRate: nothing is asked of the divisor": {
    place: "30:11",
    finding: "warning promql/division P09",
    message: /^The divisor `ingest_requests_total` may be 0/,
    help: /a \/ \(b > 0\)/,
  },
  "SlowP95: a name from a text on the service is taken for a metric": {
    place: "37:94",
    finding: "error promql/unknown-metric P01",
    message: /^No metric and no recording rule is called `T_sync_response`, so alert SlowP95 finds no series\.$/,
    help: /belongs under `params:`, with a gauge that shows it\.$/,
  },
  "SlowP95Repaired: the number itself is the highest bucket": {
    place: "45:11",
    finding: "error promql/unreachable P11",
    message: /quantile of `ingest_duration_seconds` is never above 60, .*SlowP95Repaired can never fire\.$/,
    help: /^Its buckets are 1, 5, 10, 20, 30, 40, 48, 60: lower the limit/,
  },
  "MediaDiskHigh: its SLA is named for percent and is a ratio": {
    place: "22:11",
    finding: "error promql/unit P19",
    message: /^The SLA `media_usage_pct` is named for percent, but its threshold 0\.8 is a ratio\.$/,
    help: /_ratio/,
  },
};

describe("the compiler", () => {
  test.each(Object.entries(FAULTS))("%s", async (_, { place, finding, message, help }) => {
    const found = (await findings(CONTRACT)).filter(
      ({ line, column, severity, rule, code }) =>
        `${line}:${column}` === place && `${severity} ${rule} ${code}` === finding,
    );
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      file: `spec/${METRICS}`,
      message: expect.stringMatching(message),
      help: expect.stringMatching(help),
    });
  });

  test.each([
    ["T_sync_response", "48", "37 promql/unknown-metric"],
    ["> 60", "> 48", "45 promql/unreachable"],
    [RATIO, MENDED_RATIO, "31 alert/for"],
    [RATIO, MENDED_RATIO, "30 promql/ratio"],
    [RATIO, MENDED_RATIO, "30 promql/division"],
    ["media_usage_pct", "media_usage_ratio", "22 promql/unit"],
  ])("finds it no more once `%s` reads `%s`", async (written, mended, fault) => {
    const before = (await findings(CONTRACT)).map(({ line, rule }) => `${line} ${rule}`);
    expect(before).toContain(fault);
    expect(await afterMending(written, mended)).not.toContain(fault);
  });
});

const promtool = requireTool("promtool") ?? "";

test.skipIf(promtool === "")("promtool has nothing against any of them", async () => {
  const rules = emitRules(await compile(CONTRACT))[0];
  const file = join(await scratch(), "rules.yml");
  await writeFile(file, rules?.text ?? "");
  expect(rules?.text).toContain("T_sync_response");
  expect(await complaint(promtool, "check", "rules", file)).toBeUndefined();
});
