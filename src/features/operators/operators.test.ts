/** Operators through the whole service: signing in and out, tokens, every kind of bad credentials and bad input. */
import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Route, type RouteParameter, routes } from "../../../generated/routes.ts";
import { startTestService, type TestService, testPassword } from "../../../scripts/testkit/service.ts";
import { setReadOnly } from "../../../scripts/testkit/service-database.ts";
import { storePicture } from "../../../scripts/testkit/stored-pictures.ts";
import { createLog } from "../../log.ts";
import { listAudit } from "../../storage/repos/audit.ts";
import { type Account, accountLine, parseAccounts } from "./accounts.ts";
import { createBackoff } from "./backoff.ts";
import { hashOf } from "./secrets.ts";
import { sessionOf, signIn as signInTo } from "./sign-in.ts";
import { createToken } from "./tokens.ts";

const password = "correct horse battery";
const networks = "192.0.2.0/24, 203.0.113.0/24, 198.51.100.0/24, 2001:db8::/32";
const cheap = { N: 16, r: 8, p: 1 };
let service: TestService;
let accounts: ReadonlyMap<string, Account>;

beforeAll(async () => {
  const lines = await Promise.all(["anna", "bert"].map((name) => accountLine(name, password, cheap)));
  accounts = parseAccounts(lines.join("\n"), false);
  service = await startTestService({ OPERATORS: lines.join("\n"), OPERATOR_NETWORKS: networks });
});
afterAll(() => service.stop());

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly text: string;
  /** failure_reason of a refusal. */
  readonly reason: unknown;
}

/** Node's own client, because fetch writes Origin, Host and Cookie as it likes. */
function ask(method: string, path: string, headers: Record<string, string> = {}, body?: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(`${service.url}${path}`, { method, headers }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
      });
      answer.on("end", () => {
        const reason = text.startsWith("{") ? JSON.parse(text).failure_reason : undefined;
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text, reason });
      });
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

const json = { "Content-Type": "application/json" };
const own = { "Sec-Fetch-Site": "same-origin" };
const send = (path: string, headers: Record<string, string>, body: unknown) =>
  ask("POST", path, { ...json, ...headers }, JSON.stringify(body));
const signIn = (name: string, given: string, headers: Record<string, string> = {}) =>
  send("/api/session", headers, { name, password: given });

/** The value of the cookie of a new session. */
async function session(name = "anna"): Promise<string> {
  const answer = await signIn(name, password);
  expect(answer.status).toBe(200);
  return /^phc_session=([^;]*);/.exec(String(answer.headers["set-cookie"]))?.[1] ?? "";
}

const cookie = (value: string) => ({ Cookie: `phc_session=${value}` });
const bearer = (secret: string) => ({ Authorization: `Bearer ${secret}` });

let tokens = 0;
async function token(): Promise<{ name: string; secret: string }> {
  const name = `script-${++tokens}`;
  const made = await createToken(service.db, { name, expiresInDays: 1 }, { actor: "cli:test", reason: "a test" });
  if (made === "taken") throw new Error("taken");
  return { name, secret: made.secret };
}

describe("from a network that OPERATOR_NETWORKS does not name", () => {
  const stranger = { "X-Forwarded-For": "203.0.113.9, 8.8.4.4" };
  const ofOperators = routes.filter(
    ({ security, operationId }) =>
      operationId === "signIn" || (!security.some((some) => some.length === 0) && operationId !== "deleteResult"),
  );

  it.each(ofOperators.map((route) => [route.operationId, route] as const))(
    "%s is closed, with good credentials and without",
    async (_id, { method, path }) => {
      const url = path.replace(":slot_id", "slot-001").replace(/:\w+/g, "1");
      const credentials = { ...cookie(await session()), ...own, ...json };
      for (const headers of [stranger, { ...stranger, ...credentials }, { ...credentials, Via: "1.1 proxy" }]) {
        const body = ["get", "delete"].includes(method) ? undefined : JSON.stringify({ name: "anna", password });
        const answer = await ask(method.toUpperCase(), url, { ...json, ...headers }, body);
        expect([answer.status, answer.reason]).toEqual([403, "network_not_allowed"]);
        expect(answer.text).toContain("OPERATOR_NETWORKS");
      }
    },
  );

  it("no session begins, no token is used, no attempt is counted, and booths are let in", async () => {
    const { name, secret } = await token();
    expect((await ask("GET", "/api/tokens", { ...bearer(secret), ...stranger })).reason).toBe("network_not_allowed");
    for (let i = 0; i < 8; i++) await signIn("bert", "wrong", stranger);
    expect((await signIn("bert", password, { "X-Forwarded-For": "8.8.4.4, 203.0.113.77" })).status).toBe(200);
    const known = (await ask("GET", "/api/tokens", cookie(await session()))).text;
    expect(JSON.parse(known).tokens.find((one: { name: string }) => one.name === name).last_used_at).toBeNull();
    const removal = (headers: Record<string, string>) => ask("DELETE", `/api/results/${"0".repeat(32)}`, headers);
    expect((await removal({ ...stranger, "X-Ingest-Password": testPassword })).reason).toBe("result_not_found");
    expect((await removal({ ...stranger, ...bearer(secret) })).reason).toBe("invalid_password");
    expect((await ask("GET", "/api/slots", stranger)).status).toBe(200);
  });
});

describe("a session", () => {
  it("begins with a cookie that only this site and no script sees, and ends when its person signs out", async () => {
    const answer = await signIn("anna", password);
    expect(answer.headers["set-cookie"]).toEqual([
      expect.stringMatching(/^phc_session=[A-Za-z0-9_-]{43}; HttpOnly; SameSite=Strict; Path=\/; Max-Age=43200$/),
    ]);
    expect(answer.headers["cache-control"]).toBe("no-store");
    expect(answer.headers).not.toHaveProperty("access-control-allow-origin");
    expect(JSON.parse(answer.text)).toMatchObject({ name: "anna", via: "session" });
    const value = String(answer.headers["set-cookie"]).slice("phc_session=".length).split(";")[0] ?? "";
    const who = await ask("GET", "/api/session", cookie(value));
    expect(JSON.parse(who.text)).toMatchObject({ name: "anna", via: "session", expires_at: expect.any(String) });
    const out = await ask("DELETE", "/api/session", { ...cookie(value), ...own });
    expect([out.status, out.headers["set-cookie"]]).toEqual([
      204,
      ["phc_session=; HttpOnly; SameSite=Strict; Path=/; Max-Age=0"],
    ]);
    expect((await ask("GET", "/api/session", cookie(value))).reason).toBe("not_signed_in");
  });

  it("is for encrypted connections alone when it began on one", async () => {
    const proxied = { "X-Forwarded-For": "192.0.2.1", "X-Forwarded-Proto": "https" };
    expect(String((await signIn("anna", password, proxied)).headers["set-cookie"])).toMatch(/; Secure$/);
  });

  it("ends after an hour of silence, 12 hours after the sign-in, and with its account or password", async () => {
    const value = await session();
    const row = () => service.db.updateTable("operator_sessions").where("id_hash", "=", hashOf(value));
    const status = async () => (await ask("GET", "/api/session", cookie(value))).status;
    const day = 24 * 3_600_000;
    await row()
      .set((eb) => ({ seen_at: eb("seen_at", "-", 3_500_000) }))
      .execute();
    expect([await status(), await status()]).toEqual([200, 200]);
    // Being used has made it young again.
    await row()
      .set((eb) => ({ seen_at: eb("seen_at", "-", 3_500_000) }))
      .execute();
    expect(await status()).toBe(200);
    const deps = { db: service.db, idleMs: 3_600_000 };
    const changed = parseAccounts(await accountLine("anna", "another password", cheap), false);
    expect(await sessionOf({ ...deps, accounts }, value)).toMatchObject({ name: "anna" });
    expect(await sessionOf({ ...deps, accounts: new Map() }, value)).toBeUndefined();
    expect(await sessionOf({ ...deps, accounts: changed }, value)).toBeUndefined();
    await row()
      .set((eb) => ({ created_at: eb("created_at", "-", day / 2) }))
      .execute();
    expect(await status()).toBe(401);
    const silent = await session();
    await service.db
      .updateTable("operator_sessions")
      .set((eb) => ({ seen_at: eb("seen_at", "-", 3_600_001) }))
      .where("id_hash", "=", hashOf(silent))
      .execute();
    expect((await ask("GET", "/api/session", cookie(silent))).status).toBe(401);
    const future = await session();
    await service.db
      .updateTable("operator_sessions")
      .set((eb) => ({ created_at: eb("created_at", "+", day), seen_at: eb("seen_at", "+", day) }))
      .where("id_hash", "=", hashOf(future))
      .execute();
    expect((await ask("GET", "/api/session", cookie(future))).status).toBe(401);
  });

  it("leaves rows behind that say who came and went, from where", async () => {
    const value = await session("bert");
    await ask("DELETE", "/api/session", { ...cookie(value), ...own });
    expect(await listAudit(service.db, { subject: "account:bert", limit: 2 })).toMatchObject([
      { actor: "operator:bert", action: "session.ended" },
      { actor: "operator:bert", action: "session.began", after: { address: "127.0.0.1" } },
    ]);
  });
});

it("operators read on while the database takes no writes, be it their first look after a while", async () => {
  const person = cookie(await session());
  const { secret } = await token();
  const old = Date.now() - 600_000;
  await service.db.updateTable("operator_sessions").set({ seen_at: old }).execute();
  await setReadOnly(service, true);
  try {
    for (const given of [person, bearer(secret)]) expect((await ask("GET", "/api/alerts", given)).status).toBe(200);
    const { expires_at } = JSON.parse((await ask("GET", "/api/session", person)).text);
    expect(Date.parse(expires_at)).toBe(old + 3_600_000);
    const change = await send("/api/actions", bearer(secret), {
      type: "notice.set",
      params: { text: "x" },
      reason: "x",
    });
    expect(change.status).toBe(503);
  } finally {
    await setReadOnly(service, false);
  }
});

describe("signing in", () => {
  it("refuses an unknown name and a wrong password alike", async () => {
    const told = async (name: string, given: string, address: string) => {
      const answer = await signIn(name, given, { "X-Forwarded-For": address });
      const { request_id, ...rest } = JSON.parse(answer.text);
      expect(request_id).toBe(answer.headers["x-request-id"]);
      const { "x-request-id": _id, date: _date, ...headers } = answer.headers;
      return { rest, headers };
    };
    const wrong = await told("anna", "wrong", "198.51.100.1");
    expect(wrong.rest).toEqual({
      ...{ status: 401, failure_reason: "not_signed_in", details: "The name or the password is wrong." },
    });
    expect(await told("nobody", "wrong", "198.51.100.2")).toEqual(wrong);
    expect(await told("nobody", password, "198.51.100.3")).toEqual(wrong);
  });

  it("from known addresses and from this machine stays possible, however many strangers guess", async () => {
    const from = (address: string) => ({ "X-Forwarded-For": address });
    const home = from("203.0.113.80");
    for (const address of [home, from("2001:db8:1:2:b::1")])
      expect((await signIn("bert", password, address)).status).toBe(200);
    for (let i = 0; i < 8; i++) await signIn("bert", "guess", from(`203.0.113.${i + 1}`));
    const delayed = await signIn("bert", password, from("203.0.113.99"));
    expect([delayed.status, delayed.reason]).toEqual([429, "too_many_attempts"]);
    expect(Number(delayed.headers["retry-after"])).toBeGreaterThan(0);
    expect((await signIn("bert", password, home)).status).toBe(200);
    // Devices change the second half of their address of IPv6 every day.
    expect((await signIn("bert", password, from("2001:db8:1:2:a::2"))).status).toBe(200);
    expect((await signIn("bert", password, from("2001:db8:1:3:a::2"))).status).toBe(429);
    expect((await signIn("bert", password)).status).toBe(200);
    expect((await signIn("anna", password, from("203.0.113.98"))).status).toBe(200);
    expect(await listAudit(service.db, { actor: "rule:sign-in-backoff", limit: 9 })).toMatchObject([
      { action: "sign_in.delayed", subject: "account:bert", after: { account: "bert" } },
    ]);
  });

  it("gets an address nowhere by trying many passwords at once, and answers all of them", async () => {
    const address = { "X-Forwarded-For": "203.0.113.200" };
    const answers = await Promise.all(Array.from({ length: 40 }, (_, i) => signIn(`name-${i}`, "guess", address)));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(6);
    expect(answers.filter(({ reason }) => reason === "too_many_attempts")).toHaveLength(34);
  });

  it("is not done by another site's page", async () => {
    for (const headers of [{ "Sec-Fetch-Site": "cross-site" }, { Origin: "https://evil.example" }] as const)
      expect((await signIn("anna", password, headers)).reason).toBe("wrong_origin");
  });
});

it("an unknown name costs a password check like a known one", async () => {
  let checks = 0;
  const gate = {
    run<T>(_trusted: boolean, check: () => Promise<T>) {
      checks++;
      return check();
    },
  };
  const deps = { db: service.db, accounts, backoff: createBackoff(), gate, idleMs: 60_000 };
  const origin = { address: "192.0.2.77", local: false, log: createLog("silent") };
  const refusals = await Promise.all(
    ["anna", "nobody"].map((name) => signInTo(deps, { name, password: "wrong" }, origin)),
  );
  expect([checks, refusals[0]]).toEqual([2, refusals[1]]);
});

describe("a token", () => {
  it("is made by a person with a reason, shown once, used, listed without its secret, and revoked", async () => {
    const person = { ...cookie(await session()), ...own };
    const made = await send("/api/tokens", person, {
      name: "nightly",
      expires_in_days: 30,
      reason: "the nightly report",
    });
    expect(made.status).toBe(201);
    const { secret, token: shown } = JSON.parse(made.text);
    expect(shown).toMatchObject({ name: "nightly", created_by: "operator:anna", last_used_at: null, revoked_at: null });
    expect(Date.parse(shown.expires_at) - Date.parse(shown.created_at)).toBe(30 * 24 * 3_600_000);
    const who = await ask("GET", "/api/session", bearer(secret));
    expect(JSON.parse(who.text)).toEqual({ name: "nightly", via: "token", expires_at: shown.expires_at });
    const list = await ask("GET", "/api/tokens", bearer(secret));
    expect(list.text).not.toContain(secret);
    expect(JSON.parse(list.text).tokens[0]).toMatchObject({ name: "nightly", last_used_at: expect.any(String) });
    const again = await send("/api/tokens", person, { name: "nightly", expires_in_days: 1, reason: "again" });
    expect([again.status, again.reason]).toEqual([409, "name_taken"]);
    // A script may end its own token.
    const revoked = await send("/api/tokens/nightly/revoke", bearer(secret), { reason: "leaked" });
    expect(JSON.parse(revoked.text)).toMatchObject({ name: "nightly", revoked_at: expect.any(String) });
    const after = await ask("GET", "/api/tokens", bearer(secret));
    expect([after.status, after.headers["www-authenticate"]]).toEqual([401, 'Bearer error="invalid_token"']);
    expect(await listAudit(service.db, { subject: "token:nightly", limit: 9 })).toMatchObject([
      { actor: "token:nightly", action: "token.revoked", reason: "leaked" },
      { actor: "operator:anna", action: "token.created", reason: "the nightly report", after: { expires_in_days: 30 } },
    ]);
  });

  it("makes no tokens, and needs no origin", async () => {
    const { name, secret } = await token();
    const order = { name: "more", expires_in_days: 1, reason: "more" };
    expect((await send("/api/tokens", bearer(secret), order)).reason).toBe("not_signed_in");
    const elsewhere = { ...bearer(secret), Origin: "https://evil.example", "Sec-Fetch-Site": "cross-site" };
    expect((await send(`/api/tokens/${name}/revoke`, elsewhere, { reason: "done" })).status).toBe(200);
    const person = { ...cookie(await session()), ...own };
    expect((await send(`/api/tokens/${name}/revoke`, person, { reason: "done again" })).status).toBe(200);
    expect(await listAudit(service.db, { subject: `token:${name}`, limit: 9 })).toHaveLength(2);
    expect((await send("/api/tokens/none/revoke", person, { reason: "x" })).reason).toBe("not_found");
  });

  it("ends on its day", async () => {
    const { name, secret } = await token();
    expect((await ask("GET", "/api/tokens", bearer(secret))).status).toBe(200);
    const expired = service.db.updateTable("operator_tokens").set({ expires_at: Date.now() - 1 });
    await expired.where("name", "=", name).execute();
    expect((await ask("GET", "/api/tokens", bearer(secret))).reason).toBe("not_signed_in");
  });
});

it("an operator removes the picture of any slot, the ingest password those of slot-test", async () => {
  const { secret } = await token();
  const { id } = await storePicture(service.db, service.media, 1);
  const remove = (headers: Record<string, string>) => ask("DELETE", `/api/results/${id}`, headers);
  expect((await remove({})).reason).toBe("invalid_password");
  expect((await remove({ "X-Ingest-Password": testPassword })).reason).toBe("operators_only");
  expect((await remove(bearer(`${secret.slice(0, -1)}!`))).reason).toBe("not_signed_in");
  expect((await remove({ ...cookie(await session()), Origin: "null" })).reason).toBe("wrong_origin");
  expect((await remove(bearer(secret))).status).toBe(204);
});

/** A value that the parameter's own check takes. */
function sample({ name, check }: RouteParameter): string {
  const words = ["sample", "slot-001", "0123456789abcdef0123456789abcdef", "1", '"1"', "gemini", "true"];
  const found = words.find((word) => check(word) || check(Number(word)));
  if (found === undefined) throw new Error(`This test knows no value for ${name}: add one to its words.`);
  return found;
}

function toRequest({ path, parameters }: Route): { path: string; headers: Record<string, string> } {
  const of = (place: RouteParameter["in"]) =>
    parameters.filter(({ in: where, required }) => where === place && required);
  const filled = of("path").reduce((text, parameter) => text.replace(`:${parameter.name}`, sample(parameter)), path);
  return { path: filled, headers: Object.fromEntries(of("header").map((header) => [header.name, sample(header)])) };
}

const checked = routes.filter(({ security }) => security.flat().some((scheme) => scheme.startsWith("operator")));
const operators = checked.filter(({ security }) => !security.flat().includes("ingestPassword"));
const reading = routes.filter(({ checkBody }) => checkBody !== undefined);

describe.each(operators)("$method $path", (route) => {
  const { method } = route;
  const { path, headers } = toRequest(route);
  const body = route.checkBody === undefined ? undefined : "{}";
  const reasonFor = async (given: Record<string, string>) =>
    (await ask(method.toUpperCase(), path, { ...json, ...headers, ...given }, body)).reason;

  it("takes no credentials that are missing, forged, expired or revoked", async () => {
    const { name, secret } = await token();
    const person = { ...cookie(await session()), ...own };
    await send(`/api/tokens/${name}/revoke`, person, { reason: "a test" });
    const bad = [{}, cookie("x"), cookie("A".repeat(43)), cookie(`${"A".repeat(42)}!`), cookie("a; phc_session=b")];
    const worse = [bearer(secret), bearer(`phc_${"A".repeat(43)}`), bearer("x"), { Authorization: "Basic YTpi" }];
    for (const given of [...bad, ...worse]) expect(await reasonFor({ ...given, ...own })).toBe("not_signed_in");
  });

  it("takes no query parameter that it does not know", async () => {
    const person = { ...cookie(await session()), ...own };
    const answer = await ask(method.toUpperCase(), `${path}?no_such=1`, { ...json, ...headers, ...person });
    expect(answer.reason).toBe("invalid_request");
  });

  if (method === "get") return;

  it("takes no session from another site's page, nor from nowhere", async () => {
    const person = cookie(await session());
    for (const given of [
      {},
      { "Sec-Fetch-Site": "cross-site" },
      { Origin: "https://evil.example" },
      { Origin: "null" },
    ])
      expect(await reasonFor({ ...person, ...given })).toBe("wrong_origin");
  });
});

describe.each(reading)("the body of $method $path", (route) => {
  const { method } = route;
  const { path, headers } = toRequest(route);
  it.each([
    ["malformed", '{"reason": hunter2', json, 400, "invalid_request"],
    ["no object", "[]", json, 400, "invalid_request"],
    ["a text", '"hunter2"', json, 400, "invalid_request"],
    ["with an unknown field", '{"no_such_field":1}', json, 400, "invalid_request"],
    ["with a prototype", '{"__proto__":{"reason":"x"}}', json, 400, "invalid_request"],
    ["with wrong types", '{"reason":1,"name":[],"password":{}}', json, 400, "invalid_request"],
    ["too large", `{"reason":"${"x".repeat(262_144)}"}`, json, 413, "payload_too_large"],
    ["a form", "reason=x", { "Content-Type": "application/x-www-form-urlencoded" }, 415, "unsupported_media_type"],
    ["of no type", "{}", {}, 415, "unsupported_media_type"],
  ] as const)("is refused when it is %s", async (_what, body, type, status, reason) => {
    const person = { ...cookie(await session()), ...own };
    const answer = await ask(method.toUpperCase(), path, { ...headers, ...person, ...type }, body);
    expect([answer.status, answer.reason]).toEqual([status, reason]);
    expect(answer.text).not.toContain("hunter2");
  });
});

it.each([
  ["/api/tokens", { name: "x", expires_in_days: 1 }, "/reason is missing."],
  ["/api/tokens", { name: "x", expires_in_days: 1, reason: " " }, '/reason must match pattern "\\S".'],
  ["/api/tokens", { name: "X y", expires_in_days: 1, reason: "x" }, "/name must match pattern"],
  ["/api/tokens", { name: "x", expires_in_days: 367, reason: "x" }, "/expires_in_days must be <= 366."],
  ["/api/tokens", { name: "x", expires_in_days: 1.5, reason: "x" }, "/expires_in_days must be integer."],
  ["/api/tokens", { name: "x", expires_in_days: 1, reason: "x".repeat(501) }, "/reason must NOT have more than 500"],
  ["/api/tokens/x/revoke", {}, "/reason is missing."],
  ["/api/tokens/x/revoke", { reason: "x", force: true }, "/force is no field that is known here."],
])("%s with %j tells what is wrong", async (path, body, details) => {
  const answer = await send(path, { ...cookie(await session()), ...own }, body);
  expect(JSON.parse(answer.text)).toMatchObject({ status: 400, details: expect.stringContaining(details) });
});

it("no log line and no row holds a password or a secret", async () => {
  const value = await session();
  const { secret } = await token();
  await ask("GET", "/api/tokens", bearer(secret));
  await signIn("typed-into-the-wrong-field", "another secret");
  const tables = await service.db.introspection.getTables();
  const rows = await Promise.all(
    tables.map(({ name }) => service.db.withTables<Record<string, object>>().selectFrom(name).selectAll().execute()),
  );
  const everything = JSON.stringify([service.logged, rows]);
  expect(everything).toContain(hashOf(value));
  for (const hidden of [password, value, secret, "another secret", "typed-into-the-wrong-field", "hunter2"])
    expect(everything).not.toContain(hidden);
  expect(service.logged).toContainEqual(
    expect.objectContaining({ route: "/api/tokens", actor: expect.stringMatching(/^token:script-/) }),
  );
});
