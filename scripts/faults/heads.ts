/** Thousands of requests that are no HTTP, or odd HTTP: each is answered as the contract says, or its connection closes. */
import { setTimeout as sleep } from "node:timers/promises";
import { answerProblem } from "./contract-answer.ts";
import type { Dice } from "./dice.ts";
import type { Fault } from "./fault.ts";
import { footprintOf, leftSince, telling } from "./footprint.ts";
import { LEFT_OPEN, openClient } from "./raw-http.ts";
import type { Stage } from "./stage.ts";

const HEADS = { quick: 2_000, full: 20_000 };
const AT_ONCE = 16;
const WARM_UP_MS = 1_000;

export const heads: Fault = {
  name: "heads",
  says: "raw HTTP heads: mutated, contradictory, endless, pipelined, or TLS",
  needs: [],
  // Hardly one of them comes so far.
  databases: ["sqlite"],
  async run({ size, dice, stage: createStage }) {
    const stage = await createStage({ variables: telling });
    await stage.start();
    const stop = stage.load(2);
    await sleep(WARM_UP_MS);
    await stop();
    const before = await footprintOf(stage);
    const broken = new Set<string>();
    const tally = { answered: 0, closed: 0 };
    let next = 0;
    const lane = async () => {
      for (; next < HEADS[size]; ) {
        next += 1;
        const sent = odd(dice);
        const { statuses, problems, isLeftOpen } = await send(stage, sent);
        // Each of them would be waited for as long.
        if (isLeftOpen) next = HEADS[size];
        tally[statuses.length > 0 ? "answered" : "closed"] += 1;
        for (const problem of problems) broken.add(`${JSON.stringify(sent.slice(0, 120))}: ${problem}`);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
    if (tally.answered === 0 || tally.closed === 0) broken.add("the dice brought one kind of end only");
    for (const line of [...(await leftSince(stage, before)), ...(await stage.verdict())]) broken.add(line);
    return { did: `${next} heads, ${tally.answered} of them answered`, broken: [...broken] };
  },
};

interface Ended {
  readonly statuses: readonly number[];
  readonly problems: readonly string[];
  readonly isLeftOpen: boolean;
}

async function send(stage: Stage, text: string): Promise<Ended> {
  const { socket, heard, closed } = openClient(stage.url);
  socket.end(Buffer.from(text, "latin1"));
  const error = await closed;
  const { answers, rest } = heard();
  const problems = answers.map(answerProblem).filter((problem) => problem !== undefined);
  const isLeftOpen = error === LEFT_OPEN;
  if (isLeftOpen) problems.push("its connection is left open");
  // A connection that was reset may have lost the end of its last answer.
  if (rest.length > 0 && error === undefined)
    problems.push(`what is no answer: ${rest.subarray(0, 100).toString("latin1")}`);
  return { statuses: answers.map(({ status }) => status), problems, isLeftOpen };
}

const paths = ["/livez", "/healthz", "/metrics", "/api/ingest/slot-001", "/api/results/x", "/", "/api/slots", "*"];
const methods = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "CONNECT", "TRACE", "PATCH", "BREW", "get", ""];
const versions = ["HTTP/1.1", "HTTP/1.0", "HTTP/0.9", "HTTP/2.0", "HTTP/1.1 ", "HTTP/9.9", "http/1.1", ""];
const fields = [
  "Host: x",
  "Host: y\r\nHost: z",
  "Connection: keep-alive",
  "Connection: upgrade\r\nUpgrade: websocket",
  "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__",
  "Content-Length: 5",
  "Content-Length: 5\r\nContent-Length: 6",
  "Content-Length: -1",
  "Content-Length: 0x10",
  "Content-Length: 99999999999999999999",
  "Transfer-Encoding: chunked",
  "Transfer-Encoding: chunked, identity",
  "Transfer-Encoding: xchunked",
  "Transfer-Encoding : chunked",
  "Transfer-Encoding: chunked\r\nContent-Length: 3",
  "Expect: 100-continue",
  "Expect: tea",
  "Content-Type: multipart/form-data; boundary=b",
  "Content-Type: application/json",
  "X-Request-Id: ../../etc\u0001",
  "X-Forwarded-For: 10.0.0.1, unknown",
  "Range: bytes=0-,0-,0-",
  "Cookie: a=b; __Host-x=%00",
  "Authorization: Bearer \u00ff\u00fe",
  " folded: yes",
  "No colon",
  ": no name",
  "NUL: a\0b",
];
const bodies = [
  "",
  "hello",
  "5\r\nhello\r\n0\r\n\r\n",
  "5;x=y\r\nhello\r\n0\r\nX: y\r\n\r\n",
  "zz\r\n",
  "ffffffffffffffff1\r\nx",
  "--b\r\n\r\n\r\n--b--\r\n",
];
const TLS_HELLO = "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03";

/** One request as nobody should send it. */
function odd(dice: Dice): string {
  const one = <T>(list: readonly T[]): T | undefined => list[dice(list.length)];
  const request = () => {
    const chosen = Array.from({ length: dice(5) }, () => one(fields));
    const line = [
      one(methods),
      `${one(paths)}${dice(6) === 0 ? `?${"a=b&".repeat(dice(3_000))}` : ""}`,
      one(versions),
    ].join(" ");
    return [dice(4) === 0 ? line : `GET ${one(paths)} HTTP/1.1`, "Host: x", ...chosen, "", one(bodies)].join("\r\n");
  };
  const kinds = [
    () => request(),
    () => flip(request(), dice),
    () => request().slice(0, dice(200)),
    () => Array.from({ length: 2 + dice(20) }, request).join(""),
    () => `GET /livez HTTP/1.1\r\nHost: x\r\n${"a: b\r\n".repeat(dice(6_000))}\r\n`,
    () => `GET /livez HTTP/1.1\r\nHost: x\r\nX: ${"x".repeat(dice(40_000))}\r\n\r\n`,
    () => TLS_HELLO + String.fromCharCode(...Array.from({ length: dice(500) }, () => dice(256))),
    () => String.fromCharCode(...Array.from({ length: dice(500) }, () => dice(256))),
    () => request().replaceAll("\r\n", one(["\n", "\r", "\r\n ", "\n\n"]) ?? ""),
  ];
  return one(kinds)?.() ?? "";
}

function flip(text: string, dice: Dice): string {
  const letters = [...text];
  for (let times = 1 + dice(8); times > 0; times -= 1) letters[dice(letters.length)] = String.fromCharCode(dice(256));
  return letters.join("");
}
