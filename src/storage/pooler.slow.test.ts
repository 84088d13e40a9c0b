/** Two services behind a pooler that gives each transaction another of its few connections. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { photoForm, post } from "../../scripts/testkit/ingest.ts";
import { makePhoto, makeUnique } from "../../scripts/testkit/photos.ts";
import { type Pooler, startPooler } from "../../scripts/testkit/pooler.ts";
import { createPostgresDatabase, type PostgresDatabase, sharedServer } from "../../scripts/testkit/postgres.ts";
import { startTestService, type TestService, testPassword } from "../../scripts/testkit/service.ts";
import { requireTool } from "../../scripts/testkit/tools.ts";
import { changeSetting } from "../features/settings/service.ts";

const program = requireTool("pgbouncer");
const mandate = { actor: "operator:anna", reason: "the hall is small" } as const;

describe.skipIf(program === undefined)("two services behind PgBouncer with three connections", () => {
  let pooler: Pooler;
  let database: PostgresDatabase;
  let services: readonly TestService[] = [];

  beforeAll(async () => {
    pooler = await startPooler(program ?? "", sharedServer(), 3);
    database = await createPostgresDatabase();
    const config = { DATABASE_URL: pooler.through(database.url), DATABASE_MAX_CONNECTIONS: 10 };
    // One after the other: they share the media of the first.
    const first = await startTestService(config);
    services = [first, await startTestService({ ...config, MEDIA_URL: `file://${first.config.DATA_DIR}/media` })];
  });

  afterAll(async () => {
    for (const service of [...services].reverse()) await service.stop();
    await database?.drop();
    await pooler?.stop();
  });

  it("answer every photo with a row and a picture, and nothing of a session is in the way", async () => {
    const base = await makePhoto();
    const answers = await Promise.all(
      Array.from({ length: 24 }, (_, index) => {
        const { url } = services[index % 2] ?? { url: "" };
        return post(`${url}/api/ingest/slot-00${1 + (index % 8)}`, photoForm(makeUnique(base), testPassword));
      }),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    for (const { headers, body } of answers) {
      const other = await fetch(`${services[1]?.url}/api/results/${String(headers["x-job-id"])}`);
      expect(other.status).toBe(200);
      expect(Buffer.from(await other.arrayBuffer()).equals(body)).toBe(true);
    }
    const warnings = services.flatMap(({ logged }) => logged.filter(({ level }) => Number(level) >= 40));
    expect(warnings.filter(({ msg }) => !String(msg).startsWith("Nobody can sign in"))).toEqual([]);
  });

  it("follow a setting that was changed at one of them", async () => {
    const [first, second] = services;
    if (first === undefined || second === undefined) throw new Error("Two services were started.");
    await changeSetting(first.db, first.config, "INGEST_MAX_PARALLEL", 3, mandate);
    await expect
      .poll(() => second.metric('ingest_permits_limit{pool="global"}'), { timeout: 2_000, interval: 50 })
      .toBe(3);
  });
});
