/** What operators do with a service whose secrets are made up, and everything that it lets them read. */
import { setTimeout as sleep } from "node:timers/promises";
import { routes } from "../../../generated/routes.ts";
import { text } from "../provider-server.ts";
import type { Client } from "./client.ts";
import { OPERATOR } from "./secrets.ts";
import { coreOf, plant, plantedValue, type World } from "./world.ts";

const RECORDS =
  /^(a row of (slots|audit|actions)|a file: data\/.*sqlite|the answer 200 to (GET|PUT) \/api\/(slots|audit|actions)|the output of ops (slot|audit|action))/;

export const json = { "content-type": "application/json" };
/** A request of the service's own page. */
export const own = { "sec-fetch-site": "same-origin" };

export async function signIn(world: World, client: Client): Promise<Record<string, string>> {
  const attempt = (name: string, password: string) =>
    client.ask("POST", "/api/session", { ...json, ...own }, JSON.stringify({ name, password }));
  await attempt(OPERATOR, plant(world, "a wrong password of an operator"));
  await attempt(plant(world, "a password typed as a name").toLowerCase(), "wrong-password");
  const [cookie = ""] = String((await attempt(OPERATOR, coreOf(world, "OPERATORS"))).headers["set-cookie"]).split(";");
  const core = cookie.slice(cookie.indexOf("=") + 1);
  if (core.length < 20) throw new Error("The operator was not let in.");
  world.canaries.push({ name: "the session of an operator", core, may: /^the answer 2\d\d to POST \/api\/session$/ });
  return { cookie, ...own };
}

export async function changeSlots(
  world: World,
  client: Client,
  cookie: Readonly<Record<string, string>>,
): Promise<void> {
  const written = plant(world, "a key in an address among the settings of a slot", RECORDS);
  const slots = {
    "slot-001": { provider: "http", settings: { url: `${world.server.url}/edit?key=${written}`, prompt: "a drawing" } },
    "slot-002": { provider: "gemini", settings: { prompt: "a drawing" } },
    "slot-003": { provider: "openai", settings: { prompt: "a drawing" } },
    "slot-004": {
      provider: "turbotext",
      settings: { operation: "image2image", content: "a drawing", second_image_url: `http://h.example/${written}` },
    },
  };
  for (const [slot, order] of Object.entries(slots)) {
    const { headers } = await client.ask("GET", `/api/slots/${slot}`, cookie);
    const change = JSON.stringify({ ...order, reason: "a test", max_attempts: 1 });
    const changed = await client.ask(
      "PUT",
      `/api/slots/${slot}`,
      { ...cookie, ...json, "if-match": String(headers["etag"]) },
      change,
    );
    if (changed.status !== 200) throw new Error(`${slot} was not changed: ${changed.text}`);
  }
}

export async function makeToken(
  world: World,
  client: Client,
  cookie: Readonly<Record<string, string>>,
): Promise<string> {
  const order = JSON.stringify({ name: "script", expires_in_days: 1, reason: "a test" });
  const { text: answer, status } = await client.ask("POST", "/api/tokens", { ...cookie, ...json }, order);
  const secret = Object.values(JSON.parse(answer)).find((value) => typeof value === "string" && value.length >= 30);
  if (typeof secret !== "string") throw new Error(`No token was made: ${status}`);
  // Behind a word that says what it is, if there is one.
  world.canaries.push({
    name: "the token of a script",
    core: secret.slice(-28),
    may: /^the answer 2\d\d to POST \/api\/tokens$/,
  });
  return secret;
}

/** Webhooks, whose receiver fails and repeats; and a new password of the booths. */
export async function notify(world: World, client: Client, cookie: Readonly<Record<string, string>>): Promise<void> {
  const said = plant(world, "what the receiver of a webhook answers");
  world.server.answer(({ path }) => text(500, `${said} ${path}`, { location: path, "x-request-id": said }));
  const act = (type: string, params: object) =>
    client.ask("POST", "/api/actions", { ...cookie, ...json }, JSON.stringify({ type, params, reason: "a test" }));
  await act("operators.notify", { text: "hello" });
  await act("notice.set", { text: "hello" });
  const password = plant(world, "a new password of the booths");
  const order = JSON.stringify({ password, reason: "a test" });
  await client.ask("POST", "/api/ingest-password", { ...cookie, ...json }, order);
  const deadline = performance.now() + 10_000;
  while (!world.server.received.some(({ path }) => path.startsWith("/hook")) && performance.now() < deadline)
    await sleep(20);
}

/** Every route that reads. */
export async function readEverything(client: Client, headers: Readonly<Record<string, string>>): Promise<void> {
  const values: Readonly<Record<string, string>> = { slot_id: "slot-001", job_id: "0".repeat(32) };
  const paths = routes.filter(({ method }) => method === "get").map(({ path }) => path);
  for (const path of paths)
    await client.ask(
      "GET",
      path.replace(/:(\w+)/g, (_, name) => values[name] ?? "none"),
      headers,
    );
}

export async function readMetrics(world: World, client: Client): Promise<void> {
  const right = { authorization: `Bearer ${plantedValue(world, "METRICS_TOKEN")}`, "x-forwarded-for": "192.0.2.1" };
  if ((await client.ask("GET", "/metrics", right)).status !== 200) throw new Error("/metrics does not take its token.");
  const wrong = { ...right, authorization: `Bearer ${plant(world, "a wrong token of /metrics")}` };
  await client.ask("GET", "/metrics", wrong);
  await client.ask("GET", `/healthz?key=${plant(world, "the query of /healthz")}`);
}
