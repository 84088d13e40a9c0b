/** No secret is seen anywhere in the whole life of a service: a made-up one stands in every secret and every input. */
import { describe, expect, it } from "vitest";
import { variables } from "../generated/config.ts";
import { liveThrough } from "./testkit/canary/life.ts";
import { leaks } from "./testkit/canary/search.ts";
import { useTempFolder } from "./testkit/folders.ts";
import { createPostgresDatabase } from "./testkit/postgres.ts";

const folder = useTempFolder();

describe.each(["the embedded database", "PostgreSQL"])("on %s", (kind) => {
  it("no secret is in a log, an answer, a metric, a row, a file, a command line or an environment", async () => {
    const database = kind === "PostgreSQL" ? await createPostgresDatabase() : undefined;
    try {
      const { canaries, places, ends, exits } = await liveThrough({ folder: folder(), database: database?.url });
      expect(leaks(canaries, places)).toEqual([]);
      expect(ends).toEqual([0, 0]);
      // They did their work, but for the smoke test, which is given a wrong password at last.
      const failed = [...exits].filter(([words, code]) => code !== 0 && !words.startsWith("smoke"));
      expect(failed).toEqual([]);
      expect(exits.size).toBeGreaterThan(10);
      const secret = variables.filter((variable) => variable.secret).map(({ name }) => name);
      const left = database === undefined ? ["DATABASE_URL"] : [];
      expect(secret.filter((name) => !canaries.some((canary) => canary.name === name))).toEqual(left);
    } finally {
      await database?.drop();
    }
  });
});
