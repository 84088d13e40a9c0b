/** Settings: bounds, sources, and how they reach a running service. */
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { describeWithDatabase } from "../../../scripts/testkit/databases.ts";
import { useTempFolder } from "../../../scripts/testkit/folders.ts";
import { testConfig } from "../../../scripts/testkit/service.ts";
import { testSettings } from "../../../scripts/testkit/settings.ts";
import { storePicture } from "../../../scripts/testkit/stored-pictures.ts";
import { openFileMedia } from "../../storage/media/files.ts";
import { listAudit } from "../../storage/repos/audit.ts";
import { findJob } from "../../storage/repos/jobs.ts";
import { changeSetting, createSettings, listSettings, parseSetting, readSettings } from "./service.ts";

const folder = useTempFolder();
const config = testConfig("unused");
const mandate = { actor: "operator:anna", reason: "the hall is full" } as const;
const noFailure = (error: unknown) => {
  throw error;
};

describe("parseSetting", () => {
  it("takes what the contract allows", () => {
    expect(parseSetting("T_SYNC_RESPONSE_SECONDS", "12.5")).toBe(12.5);
    expect(parseSetting("RESULT_TTL_HOURS", "8760")).toBe(8760);
  });

  it("says what is wrong with anything else, with the line of the contract", () => {
    for (const [name, text] of [
      ["T_SYNC_RESPONSE_SECONDS", "61"],
      ["T_SYNC_RESPONSE_SECONDS", "9"],
      ["RESULT_TTL_HOURS", "1.5"],
      ["RESULT_TTL_HOURS", "0"],
      ["INGEST_MAX_PARALLEL", "many"],
      ["INGEST_MAX_PARALLEL", "0x10"],
    ] as const) {
      const parsed = parseSetting(name, text);
      expect(parsed).toMatchObject({ problem: expect.stringMatching(new RegExp(`^${name}.*config\\.yaml:\\d+`)) });
    }
    expect(parseSetting("RESULT_TTL_HOURS", " ")).toEqual({ problem: "RESULT_TTL_HOURS: a value is missing" });
  });
});

describeWithDatabase("settings", (db) => {
  it("start with what the configuration says", async () => {
    expect(await readSettings(db(), config)).toEqual(testSettings());
  });

  it("hold a limit of each provider", async () => {
    await changeSetting(db(), config, "GEMINI_MAX_PARALLEL", 3, mandate);
    const { providerMaxParallel } = await readSettings(db(), { ...config, HTTP_MAX_PARALLEL: 7 });
    expect(providerMaxParallel).toEqual({ ...testSettings().providerMaxParallel, gemini: 3, http: 7 });
    expect(parseSetting("OPENAI_MAX_PARALLEL", "0")).toMatchObject({ problem: expect.stringContaining("OPENAI_MAX") });
  });

  it("follow an operator, and the configuration again when the operator takes the value back", async () => {
    await changeSetting(db(), config, "T_SYNC_RESPONSE_SECONDS", 55, mandate);
    await changeSetting(db(), config, "INGEST_MAX_PARALLEL", 5, mandate);
    const changed = await readSettings(db(), config);
    expect(changed).toMatchObject({ tSyncResponseSeconds: 55, maxParallel: 5, resultTtlHours: 168 });
    await changeSetting(db(), config, "T_SYNC_RESPONSE_SECONDS", null, mandate);
    const back = await readSettings(db(), { ...config, T_SYNC_RESPONSE_SECONDS: 40 });
    expect(back).toMatchObject({ tSyncResponseSeconds: 40, maxParallel: 5 });
    expect(back.version).toBeGreaterThan(changed.version);
    expect(changed.version).toBeGreaterThan(0);
  });

  it("are listed with what is in force and what is configured", async () => {
    await changeSetting(db(), config, "RESULT_TTL_HOURS", 24, mandate);
    const views = await listSettings(db(), config);
    expect(views.find((view) => view.name === "RESULT_TTL_HOURS")).toEqual({
      name: "RESULT_TTL_HOURS",
      value: 24,
      configured: 168,
      changedAtMs: expect.any(Number),
      isSet: true,
      version: 1,
    });
    expect(views.find((view) => view.name === "INGEST_MAX_PARALLEL")).toMatchObject({ value: 30, changedAtMs: null });
  });

  it("record each change with who made it, why, and both values", async () => {
    await changeSetting(db(), config, "INGEST_MAX_PARALLEL", 4, mandate);
    await changeSetting(db(), config, "INGEST_MAX_PARALLEL", null, { ...mandate, reason: "it is over" });
    const entry = { actor: "operator:anna", subject: "setting:INGEST_MAX_PARALLEL" };
    expect(await listAudit(db(), { limit: 10 })).toMatchObject([
      { ...entry, action: "setting.unset", reason: "it is over", before: 4, after: 30 },
      { ...entry, action: "setting.changed", reason: "the hall is full", before: 30, after: 4 },
    ]);
  });

  it("refuse a change that was made with an older version in view", async () => {
    expect(await changeSetting(db(), config, "INGEST_MAX_PARALLEL", 4, mandate, 0)).toMatchObject({
      ok: true,
      before: { value: 30, version: 0 },
      after: { value: 4, version: 1 },
    });
    expect(await changeSetting(db(), config, "INGEST_MAX_PARALLEL", 5, mandate, 0)).toMatchObject({
      ok: false,
      why: "stale",
      problem: expect.stringContaining("at version 1"),
    });
    expect(await readSettings(db(), config)).toMatchObject({ maxParallel: 4 });
    expect(await listAudit(db(), { limit: 10 })).toHaveLength(1);
  });

  it("pass over a stored value that the contract does not allow", async () => {
    await sql`insert into settings values ('T_SYNC_RESPONSE_SECONDS', '600', 1, 1), ('SOMETHING_OLD', '1', 1, 1)`.execute(
      db(),
    );
    expect(await readSettings(db(), config)).toMatchObject({ tSyncResponseSeconds: 48, version: 2 });
  });

  it("reach a running service by themselves", async () => {
    const settings = await createSettings(db(), config, noFailure);
    const before = settings.current();
    await changeSetting(db(), config, "T_SYNC_RESPONSE_SECONDS", 20, mandate);
    expect(settings.current()).toBe(before);
    await expect.poll(() => settings.current().tSyncResponseSeconds, { timeout: 10_000 }).toBe(20);
    settings.stop();
  });

  it("give the same snapshot while nothing changes, and a new one at once on refresh", async () => {
    const settings = await createSettings(db(), config, noFailure);
    const told: number[] = [];
    settings.onChange(() => told.push(settings.current().resultTtlHours));
    const before = settings.current();
    await settings.refresh();
    expect(settings.current()).toBe(before);
    await changeSetting(db(), config, "RESULT_TTL_HOURS", 1, mandate);
    await settings.refresh();
    expect(settings.current().resultTtlHours).toBe(1);
    expect(told).toEqual([1]);
    settings.stop();
  });

  it("revive nothing when the TTL is raised again, whether cleanup came in between or not", async () => {
    const media = await openFileMedia(folder());
    const old = await storePicture(db(), media, 30);
    const young = await storePicture(db(), media, 20);
    await changeSetting(db(), config, "RESULT_TTL_HOURS", 24, mandate);
    expect(await findJob(db(), old.id)).toMatchObject({ removed: null });
    await changeSetting(db(), config, "RESULT_TTL_HOURS", null, mandate);
    expect(await findJob(db(), old.id)).toMatchObject({ removed: { because: "expired" } });
    expect(await findJob(db(), young.id)).toMatchObject({ removed: null });
  });

  it("stay as they are while the database cannot be read, and tell of it", async () => {
    let tell: (error: unknown) => void = () => undefined;
    const told = new Promise((resolve) => {
      tell = resolve;
    });
    const settings = await createSettings(db(), config, tell);
    await db().destroy();
    await expect(settings.refresh()).rejects.toThrow();
    expect(await told).toBeInstanceOf(Error);
    expect(settings.current().tSyncResponseSeconds).toBe(48);
    settings.stop();
  });
});
