/** Asks a PostgreSQL server one thing on a connection of its own; as a process it takes the URL and the statement. */
import pg from "pg";

/** The rows of the answer. */
export async function ask(url: string, statement: string): Promise<Readonly<Record<string, string>>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, string>>(statement)).rows;
  } finally {
    await client.end();
  }
}

const [, , server, statement] = process.argv;
if (import.meta.main && server && statement) await ask(server, statement);
