/** Thousands of damaged forms, and those that brought other servers down: each is answered, none leaves anything behind. */
import { setTimeout as sleep } from "node:timers/promises";
import { boundary, formBody, formHeaders } from "../testkit/ingest.ts";
import { answerProblem } from "./contract-answer.ts";
import type { Dice } from "./dice.ts";
import { databaseKinds, type Fault } from "./fault.ts";
import { footprintOf, leftSince, telling } from "./footprint.ts";
import { openClient, requestHead } from "./raw-http.ts";
import type { Stage } from "./stage.ts";

const BODIES = { quick: 5_000, full: 50_000 };
const AT_ONCE = 16;
const WARM_UP_MS = 2_000;

export const bodies: Fault = {
  name: "bodies",
  says: "damaged multipart bodies, and those that brought other servers down",
  needs: [],
  databases: databaseKinds,
  async run({ size, dice, stage: createStage }) {
    const stage = await createStage({ variables: telling });
    await stage.start();
    const stop = stage.load(AT_ONCE);
    await sleep(WARM_UP_MS);
    await stop();
    const before = await footprintOf(stage);
    const seen = new Map<number, number>();
    const broken = new Set<string>();
    const pinned = corpus(stage);
    let next = 0;
    const lane = async () => {
      for (; next < pinned.length + BODIES[size]; ) {
        const at = next++;
        const body = pinned[at]?.body ?? damage(seedOf(stage, dice), dice);
        const found = await send(stage, pinned[at]?.type ?? formHeaders["Content-Type"], body, dice);
        if (typeof found === "number") seen.set(found, (seen.get(found) ?? 0) + 1);
        else broken.add(`${pinned[at]?.name ?? `damaged body ${at}`}: ${found}`);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
    // The dice reached more than the first check.
    for (const status of [200, 400, 401]) if (!seen.has(status)) broken.add(`no body was answered ${status}`);
    for (const line of [...(await leftSince(stage, before)), ...(await stage.verdict())]) broken.add(line);
    const told = [...seen].sort().map(([status, count]) => `${count} × ${status}`);
    return { did: `${next} bodies: ${told.join(", ")}`, broken: [...broken] };
  },
};

/** The status that a body is answered with, or what is wrong. */
async function send(stage: Stage, type: string, body: Buffer, dice: Dice): Promise<number | string> {
  // Each from another address, so that the limits of one address hide nothing.
  const { socket, heard, closed } = openClient(stage.url, `127.${1 + dice(250)}.${dice(250)}.${1 + dice(250)}`);
  const headers = { "Content-Type": type, "Content-Length": body.length, Connection: "close" };
  socket.write(Buffer.concat([Buffer.from(requestHead("POST /api/ingest/slot-001", headers)), body]));
  const error = await closed;
  const [answer, ...more] = heard().answers;
  if (answer === undefined) return `no answer (${error ?? "closed"})`;
  if (more.length > 0) return `${more.length + 1} answers`;
  return answerProblem(answer) ?? answer.status;
}

function seedOf(stage: Stage, dice: Dice): Buffer {
  const form = stage.form(stage.photo());
  const others = formBody([
    { name: "hash", text: "0".repeat(32) },
    { name: "more", text: "text" },
  ]);
  // The photo last, or in the middle.
  return dice(2) === 0 ? form : Buffer.concat([form.subarray(0, -`--${boundary}--\r\n`.length), others]);
}

/** Flips, cuts, doubles or moves some of the bytes, mostly where the form's own structure is. */
function damage(form: Buffer, dice: Dice): Buffer {
  const structure = [0, Math.max(0, form.length - 200)];
  const place = () => Math.min(form.length - 1, (structure[dice(2)] ?? 0) + dice(dice(4) === 0 ? form.length : 350));
  let bytes: Buffer = form;
  for (let times = 1 + dice(6); times > 0; times -= 1) {
    const [from = 0, to = 0] = [place(), place()].sort((a, b) => a - b);
    const slice = bytes.subarray(from, to);
    const damages = [
      () => Buffer.concat([bytes.subarray(0, from), Buffer.from([dice(256)]), bytes.subarray(from + 1)]),
      () => bytes.subarray(0, to),
      () => Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]),
      () => Buffer.concat([bytes.subarray(0, to), slice, bytes.subarray(to)]),
      () => Buffer.concat([bytes, slice]),
    ];
    bytes = damages[dice(damages.length)]?.() ?? bytes;
  }
  return bytes;
}

interface Pinned {
  readonly name: string;
  readonly body: Buffer;
  /** Content-Type, where it is not the usual one. */
  readonly type?: string;
}

/** What multer and busboy were reported to fail on: crashes, endless loops, files left open. */
function corpus(stage: Stage): Pinned[] {
  const form = stage.form(stage.photo());
  const part = (head: string, text = "x") => Buffer.from(`--${boundary}\r\n${head}\r\n\r\n${text}\r\n`);
  const named = (name: string) => part(`Content-Disposition: form-data; name="${name}"`);
  const before = (...parts: readonly Buffer[]) => Buffer.concat([...parts, form]);
  const texts = (names: readonly string[]) => before(...names.map(named));
  const type = (value: string) => ({ type: `multipart/form-data; boundary=${value}` });
  return [
    {
      name: "names of Object's own",
      body: texts(["__proto__", "constructor", "__proto__[x]", "toString", "a[__proto__]"]),
    },
    { name: "a deeply nested name", body: texts([`a${"[b]".repeat(5_000)}`]) },
    { name: "many nested names", body: texts(Array.from({ length: 20 }, () => `a${"[b]".repeat(30)}`)) },
    { name: "a name of nothing", body: texts([""]) },
    { name: "no name", body: before(part("Content-Disposition: form-data")) },
    { name: "a part without headers", body: before(Buffer.from(`--${boundary}\r\n\r\nx\r\n`)) },
    { name: "a header without a colon", body: before(part("nothing")) },
    { name: "a header of 100 KB", body: before(part(`X: ${"x".repeat(100_000)}`)) },
    { name: "10,000 headers", body: before(part("X: y\r\n".repeat(10_000))) },
    { name: "10,000 parts", body: texts(Array.from({ length: 10_000 }, (_, at) => `f${at}`)) },
    { name: "a file that never ends", body: form.subarray(0, -300) },
    {
      name: "a head of a part that never ends",
      body: Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; na`),
    },
    { name: "the last boundary alone", body: Buffer.from(`--${boundary}--\r\n`) },
    { name: "two last boundaries", body: Buffer.concat([form, form]) },
    { name: "line feeds only", body: Buffer.from(form.toString("latin1").replaceAll("\r\n", "\n"), "latin1") },
    { name: "an empty boundary", body: form, ...type('""') },
    { name: "a boundary of 10 KB", body: form, ...type("b".repeat(10_000)) },
    { name: "a boundary with a quote that stays open", body: form, ...type('"abc') },
    {
      name: "a charset that is none",
      body: before(part('Content-Disposition: form-data; name="a"\r\nContent-Type: text/plain; charset=no-such')),
    },
    {
      name: "an encoded file name that is none",
      body: before(part("Content-Disposition: form-data; name=\"a\"; filename*=utf-8''%E0%A4%A")),
    },
    {
      name: "a transfer encoding",
      body: before(part('Content-Disposition: form-data; name="a"\r\nContent-Transfer-Encoding: base64', "!!!")),
    },
    { name: "NULs in a name", body: texts(["a\0b"]) },
    {
      name: "a form in a form",
      body: before(part("Content-Type: multipart/mixed; boundary=inner", "--inner\r\n\r\nx\r\n--inner--")),
    },
  ];
}
