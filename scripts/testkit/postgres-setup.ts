/** Before a run of tests: the PostgreSQL server that its tests share, or the one that TEST_PG_URL names. */
import type { TestProject } from "vitest/node";
import { createTemplate, startPostgres } from "./postgres.ts";

/** vitest's globalSetup. Returns how to end the server. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env["TEST_PG_URL"];
  const server = given === undefined || given === "" ? await startPostgres({ fsync: false }) : undefined;
  const url = server?.url ?? given ?? "";
  await createTemplate(url);
  project.provide("postgresUrl", url);
  return async () => await server?.remove();
}
