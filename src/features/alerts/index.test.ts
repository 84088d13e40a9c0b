/** GET /api/alerts in the whole service, and its handler beside a database that is there and one that is gone. */

import Sqlite from "better-sqlite3";
import { Kysely, SqliteDialect } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { alertRules } from "../../../generated/alerts.ts";
import { validateAlertList } from "../../../generated/validators.js";
import { describeWithDatabase } from "../../../scripts/testkit/databases.ts";
import { startTestService, type TestService } from "../../../scripts/testkit/service.ts";
import { testSettings } from "../../../scripts/testkit/settings.ts";
import type { AlertView } from "../../core/promql/rules.ts";
import { createSamples } from "../../core/promql/samples.ts";
import type { Context } from "../../http/context.ts";
import { ensureSlots, saveSlot } from "../../storage/repos/slots.ts";
import type { Db } from "../../storage/schema.ts";
import { createAlertHandlers } from "./index.ts";

describe("in the service", () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.stop());

  it("is for operators only", async () => {
    for (const headers of [{}, { Authorization: "Bearer phc_nonsense" }, { Cookie: "phc_session=nonsense" }]) {
      const answer = await fetch(`${service.url}/api/alerts`, { headers: headers as Record<string, string> });
      expect(answer.status).toBe(401);
      expect(await answer.json()).toMatchObject({ failure_reason: "not_signed_in" });
    }
  });

  it("was watched from before the first request on, without a word of complaint", () => {
    expect(service.logged.filter(({ msg }) => msg === "The alerts cannot be evaluated.")).toEqual([]);
  });
});

// The handler asks neither its request nor its context for anything.
const request = { path: {}, query: {}, headers: {}, body: undefined };
const context = {} as Context;

const settings = { current: () => testSettings({ version: 1, maxParallel: 8 }) };

/** A watch in which one alert fires for a slot. */
function watchOf(slotId: string) {
  const active = [
    {
      ...{ labels: { slot_id: slotId, severity: "ticket" }, value: 1, state: "firing" as const },
      ...{ activeSinceMs: 0, firingSinceMs: 1000, heldUntilMs: undefined },
    },
  ];
  const views = alertRules.map((rule): AlertView => {
    const holds = rule.name === "SlotMaintenanceLong";
    return { rule, active: holds ? active : [], quietSinceMs: undefined, refusal: undefined, failure: undefined };
  });
  const watched = { watchingSinceMs: 0, evaluatedAtMs: 2000, alerts: views, unseen: [], samples: createSamples(1) };
  return { tick: async () => undefined, stop: () => undefined, watched: () => watched };
}

async function ask(db: Db) {
  const reply = await createAlertHandlers({ watch: watchOf("slot-003"), db, settings }).listAlerts(request, context);
  if ("reason" in reply) throw new Error(reply.reason);
  expect(validateAlertList(reply.body), JSON.stringify(validateAlertList.errors)).toBe(true);
  return reply.body;
}

describeWithDatabase("the handler", (db) => {
  it("gives all alerts, those that hold first, with what the database knows of them", async () => {
    await ensureSlots(db());
    await saveSlot(db(), "slot-003", 1, { state: "maintenance", stateReason: "the lens is dirty" });
    const { alerts } = await ask(db());
    expect(alerts.map(({ name }) => name).sort()).toEqual(alertRules.map(({ name }) => name).sort());
    expect(alerts[0]).toMatchObject({
      ...{ name: "SlotMaintenanceLong", state: "firing", since: "1970-01-01T00:00:01.000Z" },
      summary: "slot-003 has been in maintenance for four hours.",
      suggestions: [{ type: "slot.activate", effect: expect.stringContaining("the lens is dirty") }],
    });
  });
});

it("goes on saying what holds when the database is gone, with no suggestion that would need it", async () => {
  const closed = new Sqlite(":memory:").close();
  const db: Db = new Kysely({ dialect: new SqliteDialect({ database: closed }) });
  const { alerts } = await ask(db);
  expect(alerts[0]).toMatchObject({ name: "SlotMaintenanceLong", state: "firing", suggestions: [] });
});
