/** Before a run of tests: the PostgreSQL server that its tests share, or the one that TEST_PG_URL names. */
import { createTemplate, SERVER_VARIABLE, startPostgres, TEMPLATE_VARIABLE } from "./postgres.ts";

/** vitest's globalSetup. Returns how to end the server, or what the run has left on another one. */
export default async function setup(): Promise<() => Promise<void>> {
  const { [SERVER_VARIABLE]: given = "", [TEMPLATE_VARIABLE]: made = "" } = process.env;
  // Another project of this run, or the run that started this one, has done it.
  if (made !== "") return async () => {};
  const server = given === "" ? await startPostgres({ fsync: false }) : undefined;
  const removeTemplate = await createTemplate(server?.url ?? given);
  return server === undefined ? removeTemplate : server.remove;
}
