/** An operator who is signed in to a test's service, over HTTP as a browser does it. */
import { request } from "node:http";
import type { Config } from "../../generated/config.ts";
import { accountLine } from "../../src/features/operators/accounts.ts";
import type { Db } from "../../src/storage/schema.ts";
import { boundary, formBody, type Part } from "./ingest.ts";
import { startTestService, type TestService } from "./service.ts";

const name = "anna";
const password = "correct horse battery";

export interface OperatorAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly bytes: Buffer;
  /** The body, parsed; undefined when it is no JSON. */
  readonly body: Record<string, unknown> & { readonly failure_reason?: unknown };
}

export interface SignedIn {
  get(path: string): Promise<OperatorAnswer>;
  send(
    method: "POST" | "PUT",
    path: string,
    body: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<OperatorAnswer>;
  /** A multipart form. */
  upload(path: string, ...parts: readonly Part[]): Promise<OperatorAnswer>;
}

/** A service with one account, and its owner signed in; more as in startTestService. */
export async function startDesk(
  overrides: Partial<Config> = {},
  ...more: Parameters<typeof startTestService> extends [unknown?, ...infer Rest] ? Rest : never
): Promise<{ readonly service: TestService; readonly anna: SignedIn }> {
  const OPERATORS = await accountLine(name, password, { N: 16, r: 8, p: 1 });
  const service = await startTestService({ OPERATORS, ...overrides }, ...more);
  return { service, anna: await signIn(service.url) };
}

async function signIn(url: string): Promise<SignedIn> {
  const json = { "Content-Type": "application/json" };
  const session = await ask(url, "POST", "/api/session", json, JSON.stringify({ name, password }));
  const [cookie = ""] = String(session.headers["set-cookie"]).split(";");
  const own = { Cookie: cookie, "Sec-Fetch-Site": "same-origin" };
  return {
    get: (path) => ask(url, "GET", path, own),
    send: (method, path, body, headers = {}) =>
      ask(url, method, path, { ...own, ...json, ...headers }, JSON.stringify(body)),
    upload: (path, ...parts) =>
      ask(url, "POST", path, { ...own, "Content-Type": `multipart/form-data; boundary=${boundary}` }, formBody(parts)),
  };
}

/** Node's own client, because fetch writes Origin, Host and Cookie as it likes. */
function ask(
  url: string,
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  body?: string | Buffer,
): Promise<OperatorAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request(`${url}${path}`, { method, headers }, async (answer) => {
      const chunks: Buffer[] = [];
      for await (const chunk of answer) chunks.push(chunk);
      const bytes = Buffer.concat(chunks);
      const isJson = answer.headers["content-type"] === "application/json";
      const parsed = isJson ? JSON.parse(bytes.toString()) : {};
      resolve({ status: answer.statusCode ?? 0, headers: answer.headers, bytes, body: parsed });
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

/** What a service writes by itself all the time, or as long as a photo is in work. */
const OF_THE_SERVICE = [
  ...["leases", "cleanup_state", "cleanup_totals", "instances", "permits"],
  ...["breaker_calls", "breaker_slots", "breaker_cut_offs"],
];

/** Every row of every table that a request may change; what the service does by itself all the time is left out. */
export async function dump(db: Db): Promise<Record<string, object[]>> {
  const tables = (await db.introspection.getTables()).map((table) => table.name).sort();
  const rows: Record<string, object[]> = {};
  for (const table of tables.filter((name) => !OF_THE_SERVICE.includes(name))) {
    rows[table] = await db.withTables<Record<string, object>>().selectFrom(table).selectAll().execute();
  }
  const { outbox = [] } = rows;
  const delivery = { attempts: 0, next_attempt_at: 0, delivered_at: 0, last_error: "" };
  rows["outbox"] = outbox.map((message) => ({ ...message, ...delivery }));
  // No database says in what order it has them.
  const inOrder = (found: object[]) => found.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  return Object.fromEntries(Object.entries(rows).map(([table, found]) => [table, inOrder(found)]));
}
