/** ops: its commands on a real database, and its real command line beside a running service. */

import { join } from "node:path";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { labelValues } from "../generated/contract.ts";
import { createIngestPasswords } from "../src/features/settings/password-check.ts";
import { openDatabase } from "../src/storage/database.ts";
import { listAudit } from "../src/storage/repos/audit.ts";
import { registerInstance } from "../src/storage/repos/instances.ts";
import { saveConfigured, saveReports } from "../src/storage/repos/provider-reports.ts";
import { ensureSlots } from "../src/storage/repos/slots.ts";
import type { Db } from "../src/storage/schema.ts";
import { UsageError } from "./command.ts";
import { prepareOps, usageOf } from "./ops/index.ts";
import { runCommandLine } from "./testkit/commands.ts";
import { useTempFolder } from "./testkit/folders.ts";
import { serviceVariables, spawnService, testConfig } from "./testkit/service.ts";
import { databaseVariables, isOnPostgres, storageOf } from "./testkit/service-database.ts";
import { testSettings } from "./testkit/settings.ts";

const folder = useTempFolder();
const dataDir = () => join(folder(), "data");

describe("on a database", () => {
  let db: Db;
  beforeEach(async () => {
    db = await openDatabase(storageOf(dataDir()), "service");
    onTestFinished(() => db.destroy());
    await ensureSlots(db);
  });

  /** A command in this process, as the command line runs it. */
  async function ops(args: string[], nodeEnv: "test" | "production" | "staging" = "test") {
    let shown: { value: unknown; text: string } = { value: undefined, text: "" };
    const config = testConfig(dataDir(), { NODE_ENV: nodeEnv });
    const exitCode = await prepareOps(args)({
      db,
      config,
      print: (value, lines) => {
        shown = { value, text: lines.join("\n") };
      },
    });
    return { exitCode, ...shown };
  }

  it("shows all slots", async () => {
    const shown = await ops(["slots"]);
    expect(shown.exitCode).toBe(0);
    const lines = shown.text.split("\n");
    expect(lines[0]).toMatch(/^slot +provider +standby +state +version +reason$/);
    expect(lines.slice(1).map((line) => line.split(/ +/)[0])).toEqual(labelValues.slot_id);
    expect(shown.value).toHaveLength(labelValues.slot_id.length);
  });

  it("shows which instances are there", async () => {
    expect(await ops(["instances"])).toEqual({ exitCode: 0, value: [], text: "No instance is there." });
    await registerInstance(db, { id: "abc", host: "hall-1" });
    const { text, value } = await ops(["instances"]);
    expect(text).toMatch(/^host +instance +started +seen\nhall-1 +abc +20[^ ]+Z +(20[^ ]+Z|not followed on SQLite)$/);
    const time = expect.stringMatching(/^20.*Z$/);
    const seen_at = isOnPostgres ? time : null;
    expect(value).toEqual([{ id: "abc", host: "hall-1", started_at: time, seen_at }]);
  });

  it("puts a slot into maintenance with a reason and an end, and back, and records who did it", async () => {
    const off = await ops([
      "slot",
      "slot-004",
      "--maintenance",
      "--until",
      "2199-01-01T00:00Z",
      "--reason",
      "lens is dirty",
    ]);
    expect(off.exitCode).toBe(0);
    expect(off.text).toMatch(
      /state +maintenance by operator since .*\nuntil +2199-.*\nreason +lens is dirty\nversion +2/,
    );
    expect((await ops(["slots"])).text).toMatch(/slot-004 +local +- +maintenance +v2 +lens is dirty/);
    const on = await ops(["slot", "slot-004", "--active", "--reason", "cleaned"]);
    expect(on.value).toMatchObject({ ok: true, slot: { state: "active", stateReason: "", version: 3 } });
    expect(await listAudit(db, { limit: 5 })).toMatchObject([
      { actor: expect.stringMatching(/^cli:./), action: "slot.activated", reason: "cleaned" },
      { action: "slot.maintenance", reason: "lens is dirty" },
    ]);
  });

  it("changes provider, settings, standby and limits, and shows one slot", async () => {
    const args = ["--provider", "fault", "--settings", '{"fault":"hang"}', "--standby", "local", "--reason", "drill"];
    const limits = ["--standby-settings", '{"edit":"frame"}', "--max-parallel", "2", "--max-attempts", "1"];
    expect((await ops(["slot", "slot-test", ...args, ...limits])).exitCode).toBe(0);
    const shown = await ops(["slot", "slot-test"]);
    expect(shown.text).toMatch(/provider +fault\nsettings +{"fault":"hang"}\nstandby +local {"edit":"frame"}\n/);
    expect(shown.text).toMatch(/max parallel +2\nmax attempts +1\nstate +active/);
    const none = ["slot", "slot-test", "--standby", "none", "--max-parallel", "none", "--reason", "over"];
    expect((await ops(none)).value).toMatchObject({ slot: { standby: null, maxParallel: null, maxAttempts: 1 } });
  });

  it("exits 1 and changes nothing when the change is refused", async () => {
    const wrong = await ops(["slot", "slot-001", "--settings", '{"edit":"sepia"}', "--reason", "x"]);
    expect(wrong.exitCode).toBe(1);
    expect(wrong.text).toMatch(/^Not changed: settings of the provider local: edit: /);
    for (const nodeEnv of ["production", "staging"] as const) {
      const fault = await ops(["slot", "slot-001", "--provider", "fault", "--reason", "x"], nodeEnv);
      expect(fault).toMatchObject({ exitCode: 1, text: expect.stringContaining("refused in production") });
    }
    expect((await ops(["slot", "slot-001"])).value).toMatchObject({ provider: "local", version: 1 });
  });

  it("shows what each provider last answered, and what is left of its limits", async () => {
    const before = (await ops(["providers"])).text.split("\n");
    expect(before[0]).toMatch(/^provider +configured +last ok +last failure +what$/);
    expect(before.slice(1).map((line) => line.split(/ +/))).toEqual(
      labelValues.provider.map((provider) => [provider, "unknown", "never", "never"]),
    );
    const report = { slotId: "slot-001", slotVersion: 1, provider: "gemini", standby: false, ms: 900 } as const;
    const ok = { ...report, result: "ok", atMs: 0, limits: { remaining: "9" } } as const;
    const said = { status: 429, requestId: "r-1", limits: { remaining: "0", reset: "12s" }, reason: "too many" };
    await saveConfigured(db, ["gemini"]);
    await saveReports(db, "gemini", { ok, failure: { ...report, result: "overload", atMs: 1_000, ...said } });
    const { text, value } = await ops(["providers"]);
    expect(text).toMatch(/local +no +never +never\n/);
    const instants = "1970-01-01T00:00:00.000Z +1970-01-01T00:00:01.000Z";
    expect(text).toMatch(new RegExp(`gemini +yes +${instants} +overload, status 429, request r-1\n`));
    expect(text).toContain("\ngemini failed on slot-001: too many\n");
    expect(text).toMatch(/\ngemini limits at 1970-01-01T00:00:01.000Z: remaining: 0, reset: 12s$/);
    expect(value).toContainEqual(expect.objectContaining({ provider: "gemini", configured: true, lastOk: ok }));
  });

  it("sets, shows and takes back a setting", async () => {
    const set = await ops(["set", "T_SYNC_RESPONSE_SECONDS", "55", "--reason", "slow provider"]);
    expect(set.exitCode).toBe(0);
    expect(set.text).toMatch(/T_SYNC_RESPONSE_SECONDS +55 +48 +\d{4}-/);
    expect((await ops(["settings"])).text).toBe(set.text);
    const unset = await ops(["unset", "T_SYNC_RESPONSE_SECONDS", "--reason", "it is over"]);
    expect(unset.value).toContainEqual(
      expect.objectContaining({ name: "T_SYNC_RESPONSE_SECONDS", value: 48, configured: 48 }),
    );
  });

  it("runs an action, says how it is taken back, lists it and takes it back once", async () => {
    const why = ["--reason", "slow provider"];
    const dry = await ops(["action", "t_sync_response.set", "seconds=55", "--dry-run", ...why]);
    expect([dry.exitCode, dry.text]).toEqual([0, "Would do: T_SYNC_RESPONSE_SECONDS: 48 → 55 s for new photos."]);
    expect((await ops(["actions"])).value).toEqual([]);
    const done = await ops(["action", "t_sync_response.set", "seconds=55", "--revert-after", "30m", ...why]);
    expect(done.text).toMatch(
      /^Action 1: T_SYNC.*\nIt is taken back by itself at \d{4}-.*\nTo take it back: npm run ops -- undo 1 --reason 'it is over'$/,
    );
    expect((await ops(["actions"])).text).toMatch(
      /\n1 +\d{4}\S+ +cli:\S+ +t_sync_response.set +until \d{4}\S+ .*slow provider$/,
    );
    expect((await ops(["undo", "1", ...why])).text).toBe("Taken back: T_SYNC_RESPONSE_SECONDS: 55 → 48.");
    expect(await ops(["undo", "1", ...why])).toMatchObject({ exitCode: 1, value: { ok: false } });
    expect((await ops(["actions"])).text).toMatch(/taken back by cli:/);
    const refused = await ops(["action", "t_sync_response.set", "seconds=61", ...why]);
    expect([refused.exitCode, refused.text]).toEqual([1, expect.stringMatching(/^Not done: .*must be ≤ 60/)]);
    expect((await ops(["audit", "--subject", "setting:T_SYNC_RESPONSE_SECONDS", "--limit", "1"])).text).toMatch(
      /cli:\S+ +setting.unset +setting:T_SYNC_RESPONSE_SECONDS +55 +48 +slow provider$/,
    );
  });

  it("shows of a slot's change what has changed", async () => {
    await ops(["slot", "slot-001", "--max-parallel", "2", "--reason", "crowd"]);
    expect((await ops(["audit", "--limit", "1"])).text).toMatch(
      /slot.saved +slot:slot-001 +maxParallel=- +maxParallel=2 +crowd$/,
    );
  });

  it("tells customers something, shows what they read, and ends it", async () => {
    await ops(["action", "notice.set", "text=Pictures take longer.", "--reason", "slow"]);
    expect((await ops(["status"])).text).toMatch(/^Photos: ok\nNotice since \d{4}-.*: Pictures take longer\.$/);
    await ops(["action", "notice.clear", "--reason", "over"]);
    expect((await ops(["status"])).value).toEqual({ status: "ok", notice: null });
  });

  it("makes a token, prints it alone and once, lists and revokes it", async () => {
    const made = await ops(["token", "create", "nightly", "--days", "30", "--reason", "the report"]);
    expect(made.text).toMatch(/^phc_[\w-]{43}$/);
    expect(await ops(["token", "create", "nightly", "--days", "30", "--reason", "x"])).toMatchObject({ exitCode: 1 });
    expect((await ops(["token", "revoke", "nightly", "--reason", "done"])).exitCode).toBe(0);
    expect((await ops(["token", "revoke", "daily", "--reason", "done"])).exitCode).toBe(1);
    const { text, value } = await ops(["token", "list"]);
    expect(text).toMatch(/nightly +cli:\S+ +\d{4}-\S+ +never +\d{4}-/);
    expect(JSON.stringify(value)).not.toContain(made.text);
  });

  it("says which password counts, and that INGEST_PASSWORD does again", async () => {
    expect((await ops(["password"])).text).toBe("The booths send INGEST_PASSWORD.");
    const unset = await ops(["password", "unset", "--overlap-minutes", "5", "--reason", "back"]);
    expect(unset.text).toMatch(/^The booths send INGEST_PASSWORD\.\nThe one before works until \d{4}-/);
  });
});

it("says what is wrong with a command line before it opens anything", () => {
  const why = ["--reason", "x"];
  const wrong: [string[], string][] = [
    [[], "A command is missing."],
    [["dance"], "dance: unknown command"],
    [["constructor"], "constructor: unknown command"],
    [["slots", "x"], "slots takes 0 arguments, not 1"],
    [["providers", "x"], "providers takes 0 arguments, not 1"],
    [["slot"], "slot takes 1 argument, not 0"],
    [["slot", "slot-099"], "slot-099: there is no such slot"],
    [["slot", "slot-001", "--provider", "magic", ...why], "--provider magic: there is no such provider"],
    [["slot", "slot-001", "--settings", "{", ...why], "--settings: "],
    [["slot", "slot-001", "--maintenance"], '--reason "WHY" is missing'],
    [["slot", "slot-001", "--maintenance", "--reason", " "], '--reason "WHY" is missing'],
    [["slot", "slot-001", "--maintenance", "--reason", "x".repeat(501)], "at most 500 characters"],
    [["slot", "slot-001", "--maintenance", "--active", ...why], "give one of them"],
    [["slot", "slot-001", "--until", "2199-01-01T00:00Z", ...why], "--until belongs to --maintenance"],
    [["slot", "slot-001", "--maintenance", "--until", "tomorrow", ...why], "--until tomorrow: write a time"],
    [["slot", "slot-001", "--maintenance", "--until", "2020-01-01T00:00Z", ...why], "this is in the past"],
    [["slot", "slot-001", "--standby-settings", "{}", ...why], "name the standby with --standby"],
    [["slot", "slot-001", "--max-parallel", "0", ...why], "a whole number from 1 to 1000, or none"],
    [["slot", "slot-001", "--max-attempts", "none", ...why], "a whole number from 1 to 10."],
    [["slot", "slot-001", ...why], "say what to change, too"],
    [["slots", "--active"], "--active"],
    [["set", "T_SYNC_RESPONSE_SECONDS", "55"], '--reason "WHY" is missing'],
    [["set", "T_SYNC_RESPONSE_SECONDS", "61", ...why], "must be ≤ 60"],
    [["set", "RESULT_TTL_HOURS", "soon", ...why], "RESULT_TTL_HOURS=soon"],
    [["set", "PORT", "1", ...why], "PORT: not a setting"],
    [["unset", "INGEST_PASSWORD", ...why], "INGEST_PASSWORD: not a setting"],
    [["action", "dance", ...why], "the types are t_sync_response.set"],
    [["action", "constructor", ...why], "the types are"],
    [["action", "ttl.set", "72", ...why], "72: write NAME=VALUE"],
    [["action", "ttl.set", "hours=72"], '--reason "WHY" is missing'],
    [["action", "ttl.set", "hours=72", "--revert-after", "30", ...why], "write minutes or hours"],
    [["action", "ttl.set", "hours=72", "--revert-after", "169h", ...why], "write minutes or hours"],
    [["undo", "x", ...why], "undo ID x: a whole number"],
    [["undo", "1"], '--reason "WHY" is missing'],
    [["actions", "--limit", "501"], "--limit 501: a whole number from 1 to 500"],
    [["audit", "x"], "audit takes 0 arguments"],
    [["status", "x"], "status takes 0 arguments"],
    [["token"], "say list, create or revoke"],
    [["token", "toString"], "say list, create or revoke"],
    [["token", "create", "X", "--days", "1", ...why], "1 to 63 small letters"],
    [["token", "create", "x", ...why], "--days is missing"],
    [["token", "create", "x", "--days", "367", ...why], "a whole number from 1 to 366"],
    [["password", "hunter2"], "say set or unset"],
    [["password", "set", "hunter2", ...why], "password set takes 0 arguments"],
    [["password", "set"], '--reason "WHY" is missing'],
    [["password", "set", "--overlap-minutes", "10081", ...why], "a whole number from 1 to 10080"],
    [["--frob"], "--frob"],
  ];
  for (const [args, message] of wrong) {
    const prepare = () => prepareOps(args);
    expect(prepare, args.join(" ")).toThrow(UsageError);
    expect(prepare, args.join(" ")).toThrow(message);
  }
  expect(usageOf(undefined)).toContain("--maintenance [--until TIME]");
  expect(usageOf("slots")).not.toContain("--maintenance");
});

const variables = () => ({ NODE_ENV: "test", DATA_DIR: dataDir(), ...databaseVariables(dataDir()) });
const commandLine = (...args: string[]) => runCommandLine(folder(), variables(), "ops", args);

it("exits 2 with the usage for a wrong command line", async () => {
  const [help, wrong] = await Promise.all([commandLine("--help"), commandLine("set")]);
  expect(help).toMatchObject({ exitCode: 0, stderr: "", stdout: expect.stringContaining("Usage: npm run ops") });
  expect(wrong).toMatchObject({ exitCode: 2, stdout: "", stderr: expect.stringContaining("Usage: npm run ops") });
});

it.skipIf(isOnPostgres)("exits 3 where there is no database", async () => {
  expect(await commandLine("slots")).toMatchObject({
    exitCode: 3,
    stdout: "",
    stderr: expect.stringContaining("There is no database at"),
  });
});

it("takes a new password of the booths from a pipe, never from the command line", async () => {
  const database = storageOf(dataDir());
  const db = await openDatabase(database, "service");
  try {
    const piped = (text: string) =>
      runCommandLine(folder(), variables(), "ops", ["password", "set", "--reason", "seen"], text);
    expect(await piped("short\n")).toMatchObject({ exitCode: 3, stderr: expect.stringContaining("needs 8 to 200") });
    const set = await piped("brand new password\nwhat follows\n");
    expect(set).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("INGEST_PASSWORD does not count") });
    const settings = { current: () => testSettings({ version: 1 }) };
    const { matches } = createIngestPasswords({ db, configured: "configured", settings });
    expect([
      await matches("brand new password", "127.0.0.1"),
      await matches("configured", "127.0.0.1"),
      await matches("short", "127.0.0.1"),
    ]).toEqual([...[true, true, false]]);
    expect(JSON.stringify([set, await listAudit(db, { limit: 9 })])).not.toContain("brand new");
  } finally {
    await db.destroy();
  }
});

it("is followed by a running service within two seconds", async () => {
  const service = spawnService(serviceVariables(dataDir()), { folder: folder() });
  try {
    const url = await service.listening;
    const metric = async () =>
      /^ingest_sync_response_seconds (\S+)$/m.exec(await (await fetch(`${url}/metrics`)).text())?.[1];
    expect(await metric()).toBe("48");
    const set = await commandLine("set", "T_SYNC_RESPONSE_SECONDS", "20", "--reason", "test", "--json");
    expect(set).toMatchObject({ exitCode: 0, stderr: "" });
    expect(JSON.parse(set.stdout)).toContainEqual(expect.objectContaining({ value: 20, configured: 48 }));
    await expect.poll(metric, { timeout: 2000, interval: 50 }).toBe("20");
    await commandLine("slot", "slot-002", "--maintenance", "--reason", "test");
    const { slots } = JSON.parse(await (await fetch(`${url}/api/slots`)).text());
    expect(slots[1]).toEqual({ slot_id: "slot-002", provider: "local", state: "maintenance", version: 2 });
  } finally {
    service.child.kill("SIGKILL");
    await service.ended;
  }
});
