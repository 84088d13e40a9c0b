/** ops alerts through its real command line, beside servers that answer as the service does, well and badly. */
import { writeFile } from "node:fs/promises";
import { createServer, type RequestListener } from "node:http";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { components } from "../../generated/api.ts";
import { runCommandLine } from "../testkit/commands.ts";
import { useTempFolder } from "../testkit/folders.ts";
import { startTestService } from "../testkit/service.ts";

const folder = useTempFolder();
const stops: (() => Promise<unknown>)[] = [];
beforeEach(() => writeFile(join(folder(), "token"), "phc_right\n", { mode: 0o600 }));
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  stops.push(() => new Promise((done) => server.close(done)));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
}

// Without DATA_DIR or any other variable of the service: the command is for another machine.
const ops = (...args: string[]) => runCommandLine(folder(), {}, "ops", ["alerts", ...args]);
const askAt = (url: string, ...args: string[]) => ops("--url", url, "--token-file", join(folder(), "token"), ...args);

const quiet: components["schemas"]["Alert"] = {
  ...{ name: "SlowP95", severity: "ticket", state: "inactive", needs: null, reason: null, value: null, labels: {} },
  ...{ since: "2026-11-26T17:00:00Z", summary: null, action: "Look.", playbook: "ops.md#timeouts", suggestions: [] },
};
const list: components["schemas"]["AlertList"] = {
  ...{ watching_since: "2026-11-26T17:00:00Z", evaluated_at: "2026-11-26T18:00:00Z" },
  alerts: [
    {
      ...{ ...quiet, name: "ProviderErrorsHigh", state: "firing", since: "2026-11-26T17:30:00Z", value: 0.3 },
      ...{ labels: { job: "ingest", provider: "gemini", severity: "ticket" }, summary: "30% of the calls fail." },
      suggestions: [
        {
          ...{ type: "provider.failover", params: { provider: "gemini" }, revert_after_minutes: null },
          effect: "slot-001 is edited by openai instead.",
        },
      ],
    },
    {
      ...quiet,
      name: "MetricsDown",
      state: "unknown",
      needs: "prometheus",
      reason: "only who scrapes sees it",
      since: null,
    },
    quiet,
  ],
};

it("shows a table, and under it what to do about those that hold", async () => {
  const asked: (string | undefined)[] = [];
  const url = await serve((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.authorization}`);
    response.setHeader("Content-Type", "application/json").end(JSON.stringify(list));
  });
  const { exitCode, stdout, stderr } = await askAt(`${url}/`);
  expect({ exitCode, stderr, asked }).toEqual({ exitCode: 0, stderr: "", asked: ["GET /api/alerts Bearer phc_right"] });
  expect(
    stdout,
  ).toBe(`Watching since 2026-11-26T17:00:00Z, evaluated at 2026-11-26T18:00:00Z; nothing is known of the time before.

state     severity  alert               of               since                 what it says
firing    ticket    ProviderErrorsHigh  provider=gemini  2026-11-26T17:30:00Z  30% of the calls fail.
unknown   ticket    MetricsDown                                                only who scrapes sees it
inactive  ticket    SlowP95                              2026-11-26T17:00:00Z

ProviderErrorsHigh provider=gemini: Look.
  ops.md#timeouts
  provider.failover {"provider":"gemini"}
    slot-001 is edited by openai instead.
`);
  expect(JSON.parse((await askAt(url, "--json")).stdout)).toEqual(list);
});

it("says what to do when the service gives none, and never shows the token", async () => {
  const service = await startTestService();
  stops.push(service.stop);
  const closed = await serve(() => undefined);
  await stops.pop()?.();
  const cases: [string, string][] = [
    [service.url, "the token is not valid (any more)"],
    [await serve((_, response) => response.writeHead(404).end()), "404 not what this version's contract says"],
    [await serve((_, response) => response.end('{"alerts":[]}')), "200 not what this version's contract says"],
    [await serve((_, response) => response.writeHead(302, { Location: "/x" }).end()), "302 sends it to /x"],
    [closed, "ECONNREFUSED"],
  ];
  for (const [url, message] of cases) {
    const { exitCode, stdout, stderr } = await askAt(url);
    expect({ exitCode, stdout }, stderr).toEqual({ exitCode: 3, stdout: "" });
    expect(stderr).toContain(message);
    expect(stderr).not.toContain("phc_right");
  }
});

it("refuses wrong command lines before it asks anything", async () => {
  const token = join(folder(), "token");
  await writeFile(join(folder(), "empty"), "");
  const cases: [string[], string][] = [
    [[], "--url is missing"],
    [["--url", "http://127.0.0.1:1"], "--token-file is missing"],
    [["--url", "ftp://x", "--token-file", token], "--url: this is no http address"],
    [["--url", "http://127.0.0.1:1", "--token-file", "nowhere"], "nowhere: does not exist"],
    [["--url", "http://127.0.0.1:1", "--token-file", join(folder(), "empty")], "a token is one line"],
    [["now", "--url", "http://127.0.0.1:1", "--token-file", token], "alerts takes 0 arguments, not 1"],
  ];
  const results = await Promise.all(cases.map(([args]) => ops(...args)));
  for (const [i, { exitCode, stderr }] of results.entries()) {
    expect(exitCode).toBe(2);
    expect(stderr).toContain(cases[i]?.[1]);
  }
  expect(results[0]?.stderr).toContain("alerts --url URL --token-file FILE");
});
