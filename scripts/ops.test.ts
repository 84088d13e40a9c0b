/** ops by its command line, some of it in a process of its own, on a real database and beside a running service. */
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { labelValues } from "../generated/contract.ts";
import { openDatabase } from "../src/storage/database.ts";
import { ensureSlots } from "../src/storage/repos/slots.ts";
import { callCommandLine, runCommandLine } from "./testkit/commands.ts";
import { useTempFolder } from "./testkit/folders.ts";
import { serviceVariables, spawnService } from "./testkit/service.ts";

const folder = useTempFolder();
const variables = (changes = {}) => ({ NODE_ENV: "test", DATA_DIR: join(folder(), "data"), ...changes });
const ops = (...args: string[]) => callCommandLine(folder(), variables(), "ops", args);
const npmRunOps = (...args: string[]) => runCommandLine(folder(), variables(), "ops", args);

describe("on a database", () => {
  beforeEach(async () => {
    const db = await openDatabase({ DATA_DIR: join(folder(), "data"), DATABASE_URL: "" }, "service");
    await ensureSlots(db);
    await db.destroy();
  });

  it("shows all slots as a table and as JSON", async () => {
    const shown = await ops("slots");
    expect(shown).toMatchObject({ exitCode: 0, stderr: "" });
    const lines = shown.stdout.trimEnd().split("\n");
    expect(lines[0]).toMatch(/^slot +provider +state +version +reason$/);
    expect(lines.slice(1).map((line) => line.split(/ +/)[0])).toEqual(labelValues.slot_id);
    expect(JSON.parse((await ops("slots", "--json")).stdout)).toHaveLength(labelValues.slot_id.length);
  });

  it("puts a slot into maintenance with a reason, and back", async () => {
    const off = await npmRunOps("slot", "slot-004", "--maintenance", "lens is dirty");
    expect(off.exitCode).toBe(0);
    expect(off.stdout).toMatch(/state +maintenance\nreason +lens is dirty\nversion +2/);
    expect((await ops("slots")).stdout).toMatch(/slot-004 +local +maintenance +v2 +lens is dirty/);
    const on = JSON.parse((await ops("slot", "slot-004", "--active", "--json")).stdout);
    expect(on).toMatchObject({ ok: true, slot: { state: "active", stateReason: "", version: 3 } });
  });

  it("changes provider and settings, and shows one slot", async () => {
    const changed = await ops("slot", "slot-test", "--provider", "fault", "--settings", '{"fault":"hang"}');
    expect(changed.exitCode).toBe(0);
    const shown = await ops("slot", "slot-test");
    expect(shown.stdout).toMatch(/provider +fault\nsettings +{"fault":"hang"}\nstate +active/);
  });

  it("exits 1 and changes nothing when the change is refused", async () => {
    const wrong = await ops("slot", "slot-001", "--settings", '{"edit":"sepia"}');
    expect(wrong.exitCode).toBe(1);
    expect(wrong.stdout).toMatch(/^Not changed: settings of the provider local: \/edit /);
    const gemini = await npmRunOps("slot", "slot-001", "--provider", "gemini");
    expect(gemini).toMatchObject({ exitCode: 1, stdout: expect.stringContaining("no driver") });
    for (const NODE_ENV of ["production", "staging"]) {
      const args = ["slot", "slot-001", "--provider", "fault"];
      const fault = await callCommandLine(folder(), variables({ NODE_ENV }), "ops", args);
      expect(fault).toMatchObject({ exitCode: 1, stdout: expect.stringContaining("refused in production") });
    }
    expect(JSON.parse((await ops("slot", "slot-001", "--json")).stdout)).toMatchObject({
      provider: "local",
      version: 1,
    });
  });

  it("sets, shows and takes back a setting", async () => {
    const set = await ops("set", "T_SYNC_RESPONSE_SECONDS", "55");
    expect(set.exitCode).toBe(0);
    expect(set.stdout).toMatch(/T_SYNC_RESPONSE_SECONDS +55 +48 +\d{4}-/);
    expect((await ops("settings")).stdout).toBe(set.stdout);
    const unset = JSON.parse((await ops("unset", "T_SYNC_RESPONSE_SECONDS", "--json")).stdout);
    expect(unset).toContainEqual(
      expect.objectContaining({ name: "T_SYNC_RESPONSE_SECONDS", value: 48, configured: 48 }),
    );
  });

  it("exits 2, with what is wrong and the usage, for wrong command lines", async () => {
    const wrong: [string[], string][] = [
      [[], "A command is missing."],
      [["dance"], "dance: unknown command"],
      [["constructor"], "constructor: unknown command"],
      [["slots", "x"], "slots takes 0 arguments, not 1"],
      [["slot"], "slot takes 1 arguments, not 0"],
      [["slot", "slot-099"], "slot-099: there is no such slot"],
      [["slot", "slot-001", "--provider", "magic"], "--provider magic: there is no such provider"],
      [["slot", "slot-001", "--settings", "{"], "--settings: "],
      [["slot", "slot-001", "--maintenance", " "], "--maintenance: say why"],
      [["slot", "slot-001", "--maintenance", "x", "--active"], "give one of them"],
      [["slots", "--active"], "slots takes no changes of a slot"],
      [["set", "T_SYNC_RESPONSE_SECONDS", "61"], "must be ≤ 60"],
      [["set", "RESULT_TTL_HOURS", "soon"], "RESULT_TTL_HOURS=soon"],
      [["set", "PORT", "1"], "PORT: not a setting"],
      [["unset", "INGEST_PASSWORD"], "INGEST_PASSWORD: not a setting"],
      [["--frob"], "--frob"],
    ];
    const results = await Promise.all(wrong.map(([args]) => ops(...args)));
    results.forEach((result, index) => {
      expect(result, wrong[index]?.[0].join(" ")).toMatchObject({ exitCode: 2, stdout: "" });
      expect(result.stderr).toContain(wrong[index]?.[1]);
      expect(result.stderr).toContain("Usage: npm run ops");
    });
    expect((await ops("settings")).stdout).not.toMatch(/\d{4}-/);
  });
});

it("exits 3 where there is no database", async () => {
  const result = await npmRunOps("slots");
  expect(result).toMatchObject({ exitCode: 3, stdout: "" });
  expect(result.stderr).toContain("There is no database at");
});

it("explains itself", async () => {
  const help = await ops("--help");
  expect(help).toMatchObject({ exitCode: 0, stderr: "" });
  expect(help.stdout).toContain("--maintenance REASON");
});

it("is followed by a running service within two seconds", async () => {
  const service = spawnService(serviceVariables(join(folder(), "data")), folder());
  try {
    const url = await service.listening;
    const metric = async () =>
      /^ingest_sync_response_seconds (\S+)$/m.exec(await (await fetch(`${url}/metrics`)).text())?.[1];
    expect(await metric()).toBe("48");
    expect((await npmRunOps("set", "T_SYNC_RESPONSE_SECONDS", "20")).exitCode).toBe(0);
    await expect.poll(metric, { timeout: 2000, interval: 50 }).toBe("20");
    await ops("slot", "slot-002", "--maintenance", "test");
    const { slots } = JSON.parse(await (await fetch(`${url}/api/slots`)).text());
    expect(slots[1]).toEqual({ slot_id: "slot-002", provider: "local", state: "maintenance", version: 2 });
  } finally {
    service.child.kill("SIGKILL");
    await service.ended;
  }
});
