/** Lets a test set the clock of a PostgreSQL database, as whoever asks for the time there sees it. */
import { ask } from "./postgres-ask.ts";

/**
 * Of connections that are opened from now on. The returned function sets it so many milliseconds ahead of the true one,
 * or behind it when that is negative.
 */
export async function makeClockSettable(url: string): Promise<(aheadMs: number) => Promise<void>> {
  await ask(url, 'create table clock_ahead as select 0::bigint as "ms"');
  await ask(
    url,
    `create function public.statement_timestamp() returns timestamptz stable language sql as
      $$ select pg_catalog.statement_timestamp() + (select ms from public.clock_ahead) * interval '1 ms' $$`,
  );
  // Before pg_catalog: src/storage/postgres.ts asks for the time by this name.
  await ask(url, `alter database ${new URL(url).pathname.slice(1)} set search_path = public, pg_catalog`);
  return async (aheadMs) => void (await ask(url, `update clock_ahead set ms = ${aheadMs}`));
}
