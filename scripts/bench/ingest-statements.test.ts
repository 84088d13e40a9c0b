/** How many statements an ingest asks of the database: a count, so that no busy machine changes it. */
import { AsyncLocalStorage } from "node:async_hooks";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { SqliteDriver } from "kysely";
import { expect, it, onTestFinished, vi } from "vitest";
import { photoForm, post } from "../testkit/ingest.ts";
import { makePhoto, makeUnique } from "../testkit/photos.ts";
import { startTestService, testPassword } from "../testkit/service.ts";

/** The lists grow by what each request asks and by what follows from it, not by what the service does by itself. */
function watchRequests(): readonly (readonly string[])[] {
  const requests: string[][] = [];
  const asked = new AsyncLocalStorage<string[]>();
  const begin = () => {
    const statements: string[] = [];
    requests.push(statements);
    asked.enterWith(statements);
  };
  subscribe("http.server.request.start", begin);
  onTestFinished(() => void unsubscribe("http.server.request.start", begin));
  const acquire = SqliteDriver.prototype.acquireConnection;
  const spy = vi.spyOn(SqliteDriver.prototype, "acquireConnection");
  onTestFinished(() => spy.mockRestore());
  spy.mockImplementation(async function (this: SqliteDriver) {
    const connection = await acquire.call(this);
    return {
      executeQuery: (query, options) => {
        asked.getStore()?.push(query.sql);
        return connection.executeQuery(query, options);
      },
      streamQuery: (query, size, options) => connection.streamQuery(query, size, options),
    };
  });
  return requests;
}

it("an ingest that is edited here asks the database eight statements, begin and commit among them", async () => {
  const requests = watchRequests();
  const service = await startTestService();
  const photo = await makePhoto();
  try {
    await service.setSlot("slot-001", { provider: "local" });
    for (let i = 0; i < 3; i++) {
      const { status } = await post(`${service.url}/api/ingest/slot-001`, photoForm(makeUnique(photo), testPassword));
      expect(status).toBe(200);
    }
  } finally {
    // What follows an answer has ended with it.
    await service.stop();
  }
  const [, ...later] = requests;
  // slot, replay, ticket, the job; and in one transaction its end and its count.
  const statements = ["select", "select", "select", "insert", "begin", "update", "insert", "commit"];
  expect(later.map((asked) => asked.map(verbOf))).toEqual([statements, statements]);
});

function verbOf(sql: string): string {
  return /^\w+/.exec(sql)?.[0] ?? sql;
}
