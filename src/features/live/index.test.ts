/** GET /api/live through the whole service: what is sent, to whom, how it ends, and what is left of it. */
import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { connect, type Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { components } from "../../../generated/api.ts";
import { labelValues } from "../../../generated/contract.ts";
import { validateHall } from "../../../generated/validators.js";
import { startDesk } from "../../../scripts/testkit/operator.ts";
import { operatorHeaders } from "../../../scripts/testkit/operator-token.ts";
import type { TestService } from "../../../scripts/testkit/service.ts";
import { storePicture } from "../../../scripts/testkit/stored-pictures.ts";
import { newJobId } from "../../core/job.ts";
import { finishJob, insertJob, markRemoved } from "../../storage/repos/jobs.ts";
import { MAX_LISTENERS } from "./hub.ts";

/** The real one, at a pace that a test can wait for; hub.test.ts has the real pace. */
vi.mock("./hub.ts", async (load) => {
  const real = await load<typeof import("./hub.ts")>();
  const createHub: typeof real.createHub = (sources) => real.createHub(sources, { lookMs: 50, checkMs: 50 });
  return { ...real, createHub };
});

type Hall = components["schemas"]["Hall"];

let service: TestService;
let script: Record<string, string>;
beforeAll(async () => {
  ({ service } = await startDesk());
  script = { ...(await operatorHeaders(service.db)) };
});
afterAll(() => service.stop());

/** A stream of events as it comes. */
interface Watching {
  readonly answer: IncomingMessage;
  /** All halls so far. */
  readonly halls: Hall[];
  text(): string;
  readonly ended: Promise<void>;
  leave(): void;
}

async function watch(headers: Record<string, string> = script, url = service.url): Promise<Watching> {
  const sending = request(`${url}/api/live`, { headers, agent: false });
  sending.end();
  const [answer] = (await once(sending, "response")) as [IncomingMessage];
  const ended = new Promise<void>((resolve) => answer.once("close", () => resolve()));
  answer.on("error", () => undefined);
  let text = "";
  answer.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
  });
  const halls = () =>
    text.split("\n\n").flatMap((event) => {
      const [, data] = /^event: hall\ndata: (.*)$/.exec(event) ?? [];
      return data === undefined ? [] : [JSON.parse(data) as Hall];
    });
  return {
    answer,
    ended,
    text: () => text,
    get halls() {
      return halls();
    },
    leave: () => void sending.destroy(),
  };
}

const nobody = () => expect.poll(() => service.app.watchers(), { timeout: 5_000 }).toBe(0);

/** A person who signs in. */
async function signIn(): Promise<Record<string, string>> {
  const answer = await fetch(`${service.url}/api/session`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ name: "anna", password: "correct horse battery" }),
  });
  return { Cookie: String(answer.headers.get("set-cookie")).split(";")[0] ?? "" };
}

describe("who watches", () => {
  it("gets the hall at once, whole, and as the contract has it", async () => {
    const ids: string[] = [];
    for (const ageHours of [3, 2, 1, 0.5])
      ids.unshift((await storePicture(service.db, service.media, ageHours, { slotId: "slot-007" })).id);
    await markRemoved(service.db, [ids[1] ?? ""], "deleted");
    const late = newJobId();
    const job = { provider: "local", fence: 1, sha256: "00", uploadBytes: 1, slotVersion: 1 } as const;
    await insertJob(service.db, { ...job, id: late, slotId: "slot-007", deadlineInMs: 48_000 });
    const outcome = { outcome: "timeout", failureReason: "deadline_exceeded", elapsedMs: 50_000 } as const;
    await finishJob(service.db, late, 1, outcome);
    const watching = await watch();
    expect(watching.answer.statusCode).toBe(200);
    expect(watching.answer.headers).toMatchObject({
      "content-type": "text/event-stream",
      "cache-control": "no-store",
      "x-accel-buffering": "no",
    });
    await expect.poll(() => watching.halls.length).toBe(1);
    expect(watching.text()).toMatch(/^retry: 2000\n\nevent: hall\n/);
    const [hall] = watching.halls;
    expect(validateHall(hall), JSON.stringify(validateHall.errors)).toBe(true);
    expect(hall?.slots.map(({ id }) => id)).toEqual(labelValues.slot_id);
    expect(hall?.slots.find(({ id }) => id === "slot-007")).toMatchObject({
      ...{
        state: "active",
        provider: "local",
        answered: 4,
        timeouts: 1,
        failed: 0,
        refused: 0,
        inflight: 0,
        in_a_row: 0,
      },
      ...{ p95_seconds: expect.any(Number), pictures: [ids[0], ids[2], ids[3]] },
    });
    expect(hall?.slots[0]).toMatchObject({ answered: 0, p95_seconds: null, deadline_used_p95: null, pictures: [] });
    expect(hall?.kpis.map(({ name, unit, value }) => [name, unit, value === null])).toEqual([
      ["timeout_rate", "ratio", true],
      ["p95_ingest", "ratio", true],
      ["media_volume_used", "ratio", false],
    ]);
    expect(hall?.volume.used_ratio).toBe(hall?.kpis[2]?.value);
    expect(hall?.t_sync_response_seconds).toBe(48);
    // Another evaluation may come in between; its hall comes soon after.
    await expect
      .poll(async () => {
        const list = (await (
          await fetch(`${service.url}/api/alerts`, { headers: script })
        ).json()) as components["schemas"]["AlertList"];
        return watching.halls.at(-1)?.evaluated_at === list.evaluated_at;
      })
      .toBe(true);
    watching.leave();
    await nobody();
  });

  it("is told of a change by anybody, and counts as no ingest", async () => {
    const watching = await watch();
    await expect.poll(() => watching.halls.length).toBe(1);
    await service.setSlot("slot-003", { state: "maintenance", stateReason: "the lens is dirty" });
    const stateOf = (hall: Hall | undefined) => hall?.slots.find(({ id }) => id === "slot-003");
    await expect
      .poll(() => stateOf(watching.halls.at(-1)), { timeout: 5_000 })
      .toMatchObject({ state: "maintenance", state_reason: "the lens is dirty" });
    expect(service.app.inflight.size()).toBe(0);
    watching.leave();
    await service.setSlot("slot-003", { state: "active" });
    await nobody();
  });

  it("is asked by HEAD for no stream, and leaves nothing", async () => {
    const answer = await fetch(`${service.url}/api/live`, { method: "HEAD", headers: script });
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "text/event-stream"]);
    await nobody();
  });

  it("must be let in before the stream begins", async () => {
    for (const headers of [{}, { Authorization: "Bearer phc_x" }, { Cookie: "phc_session=x" }]) {
      const answer = await fetch(`${service.url}/api/live`, { headers: headers as Record<string, string> });
      expect(await answer.json()).toMatchObject({ status: 401, failure_reason: "not_signed_in" });
    }
    const far = await fetch(`${service.url}/api/live`, { headers: { ...script, "X-Forwarded-For": "203.0.113.9" } });
    expect(await far.json()).toMatchObject({ status: 403, failure_reason: "network_not_allowed" });
    expect(service.app.watchers()).toBe(0);
  });
});

describe("the stream ends", () => {
  it("for who signs out, within seconds, and for nobody else", async () => {
    const anna = await signIn();
    const [hers, other] = [await watch(anna), await watch()];
    await fetch(`${service.url}/api/session`, {
      method: "DELETE",
      headers: { ...anna, "Sec-Fetch-Site": "same-origin" },
    });
    await hers.ended;
    expect(hers.answer.complete).toBe(true);
    expect(service.app.watchers()).toBe(1);
    other.leave();
    await nobody();
  });

  it("with the session that it began with, however much it was used", async () => {
    const hers = await watch(await signIn());
    await service.db
      .updateTable("operator_sessions")
      .set({ created_at: Date.now() - 13 * 3_600_000 })
      .execute();
    await hers.ended;
    await nobody();
  });

  it("when the hall cannot be read any more, and does not begin while it cannot", async () => {
    const watching = await watch();
    await service.db.schema.alterTable("outcome_counts").renameTo("away").execute();
    try {
      await watching.ended;
      expect(service.logged).toContainEqual(
        expect.objectContaining({ level: "warn", message: expect.stringContaining("The hall cannot be read") }),
      );
      const answer = await fetch(`${service.url}/api/live`, { headers: script });
      expect(answer.status).toBe(500);
    } finally {
      await service.db.schema.alterTable("away").renameTo("outcome_counts").execute();
    }
    await nobody();
  });
});

it("fifty watch and a further one is told to wait; when their connections die, nothing of them is left", async () => {
  const port = Number(new URL(service.url).port);
  const sockets: Socket[] = [];
  const ask = `GET /api/live HTTP/1.1\r\nHost: x\r\nAuthorization: ${script["Authorization"]}\r\n\r\n`;
  for (let i = 0; i < MAX_LISTENERS; i++) {
    const socket = connect(port, "127.0.0.1");
    socket.on("error", () => undefined);
    socket.write(ask);
    sockets.push(socket);
    await once(socket, "data");
  }
  expect(service.app.watchers()).toBe(MAX_LISTENERS);
  const answer = await fetch(`${service.url}/api/live`, { headers: script });
  expect([answer.status, answer.headers.get("retry-after")]).toEqual([429, "10"]);
  expect(await answer.json()).toMatchObject({ failure_reason: "busy" });
  // Half of them politely, half of them as a machine that loses its power.
  for (const [i, socket] of sockets.entries()) i % 2 === 0 ? socket.destroy() : socket.resetAndDestroy();
  await nobody();
  await service.app.inflight.idle();
});

it("a service that drains ends its streams, also that of who reads nothing, and is not held up by them", async () => {
  const { service: leaving } = await startDesk();
  const headers = { ...(await operatorHeaders(leaving.db)) };
  const watching = await watch(headers, leaving.url);
  const deaf = connect(Number(new URL(leaving.url).port), "127.0.0.1");
  deaf.on("error", () => undefined).pause();
  deaf.write(`GET /api/live HTTP/1.1\r\nHost: x\r\nAuthorization: ${headers["Authorization"]}\r\n\r\n`);
  await expect.poll(() => leaving.app.watchers()).toBe(2);
  const stopping = leaving.stop();
  await watching.ended;
  expect(watching.answer.complete).toBe(true);
  await stopping;
  expect(leaving.app.watchers()).toBe(0);
  deaf.destroy();
});

it("a service that refuses begins no stream", async () => {
  const { service: leaving } = await startDesk();
  leaving.app.drain.refuse();
  const headers = { ...(await operatorHeaders(leaving.db)) };
  const answer = await fetch(`${leaving.url}/api/live`, { headers });
  expect(await answer.json()).toMatchObject({ status: 503, failure_reason: "draining" });
  await leaving.stop();
});
