/** What clients send to a service whose secrets are made up: photos, and secrets wherever one can be put. */
import { boundary, formBody, formHeaders, photoForm } from "../ingest.ts";
import { makeUnique } from "../photos.ts";
import type { Client, Heard } from "./client.ts";
import { json, own } from "./desk.ts";
import { replies } from "./replies.ts";
import { plant, plantedValue, type World } from "./world.ts";

export const SLOTS = ["slot-001", "slot-002", "slot-003", "slot-004", "slot-005"];

export function ingest(
  world: World,
  client: Client,
  slot: string,
  password = plantedValue(world, "INGEST_PASSWORD"),
): Promise<Heard> {
  return client.ask("POST", `/api/ingest/${slot}`, formHeaders, photoForm(makeUnique(world.photo), password));
}

export async function ingestWithEveryReply(world: World, client: Client): Promise<void> {
  const chosen = Object.values(replies).slice(0, world.quick === true ? 2 : undefined);
  for (const reply of chosen) {
    world.server.answer(reply);
    const answers = await Promise.all(SLOTS.map((slot) => ingest(world, client, slot)));
    const last = answers.at(-1);
    if (last?.status !== 200) throw new Error("slot-005 has the provider local, and was not answered 200.");
    await client.ask("GET", `/api/results/${last.headers["x-job-id"]}`);
  }
}

/** Secrets wherever a client can put them. */
export async function knockAtDoors(world: World, client: Client): Promise<void> {
  const right = plantedValue(world, "INGEST_PASSWORD");
  const photo = makeUnique(world.photo);
  const word = (name: string) => plant(world, name);
  const field = (name: string, value: string) => ({ name, text: value });
  const file = (filename: string) => ({ name: "fileToUpload", bytes: photo, filename });
  const form = (...parts: Parameters<typeof formBody>[0]) => formBody(parts);
  const path = "/api/ingest/slot-005";
  const post = (body: Buffer, headers: Readonly<Record<string, string>> = {}, to = path) =>
    client.ask("POST", to, { ...formHeaders, ...headers }, body);
  await ingest(world, client, "slot-005", word("a wrong ingest password"));
  await post(form(field("password", right), field("hash", word("the field hash")), file("a.jpg")));
  await post(form(field("password", right), file(`${word("the name of a file")}.jpg`)));
  await post(
    form(field("password", right), field(word("the name of a field"), word("the value of a field")), file("a.jpg")),
  );
  await post(form(file(word("the name of a file without a password"))));
  await post(photoForm(photo, right), {
    authorization: `Bearer ${word("a token sent to the ingest")}`,
    cookie: `phc_session=${word("a cookie sent to the ingest")}`,
    referer: `http://h/?key=${word("the header Referer")}`,
    "user-agent": word("the header User-Agent"),
    "x-forwarded-for": word("the header X-Forwarded-For"),
    "x-request-id": `${word("a request id that is no plain word")} with spaces`,
    [`x-${word("the name of a header").toLowerCase()}`]: "1",
  });
  await post(photoForm(photo, right), {}, `${path}?password=${word("the query of the ingest")}`);
  await post(photoForm(photo, right), {
    "content-type": `multipart/form-data; boundary=${boundary}; a=${word("the type of a form")}`,
  });
  await client.ask("POST", path, { "content-type": word("a type that is none") }, photo);
  for (const at of ["/api/ingest/", "/api/results/", "/api/slots/", "/"])
    await client.ask("GET", `${at}${word(`a path below ${at}`)}`);
  await client.ask("POST", "/api/session", { ...json, ...own }, `{"name":"${word("a broken JSON body")}`);
  await client.ask("GET", "/api/slots", { cookie: `phc_session=${word("a wrong cookie of a session")}` });
  await client.ask("GET", "/api/slots", { authorization: `Bearer ${word("a wrong token of a script")}` });
  await client.ask("DELETE", `/api/results/${"0".repeat(32)}`, { "x-ingest-password": word("a password in a header") });
}
