/** What a row of the table of provider answers is, and the bad answers that any provider's server can give. */
import { gzipSync } from "node:zlib";
import type { Provider, Result } from "../../../generated/contract.ts";
import { makePhoto } from "../photos.ts";
import { bytes, drip, endless, hang, hangAfterHeaders, noHttp, type Reply, reset, text } from "../provider-server.ts";

/** How a server answers the requests of one photo: those that begin its work, ask for it, fetch the picture. */
export interface Script {
  /** One a request; the last one goes on for ever. */
  readonly first: readonly Reply[];
  readonly ask?: readonly Reply[];
  readonly picture?: readonly Reply[];
}

export interface AnswerRow {
  readonly provider: Provider;
  /** For who reads the table. */
  readonly answer: string;
  /** `id` names the row in whatever the server gives out: queue numbers, addresses. */
  readonly script: (id: string) => Script;
  readonly result: Result;
  /** HTTP status of the answer that decided, as the log shows it; absent when there was none. */
  readonly status?: number;
  /** The provider's name for the request, as the log shows it; `queue` for the id of the row. */
  readonly requestId?: string;
  /** Whether the job keeps the ticket of work that is paid for. */
  readonly ticket?: true;
  /** The photo's time runs out over it. */
  readonly late?: true;
}

export type RowEnd = Pick<AnswerRow, "result" | "status" | "requestId" | "ticket" | "late">;

/** The key of each provider, as those answers repeat it that do. */
export const key = "pk-key-of-the-table-0123456789";

/** The picture that every good answer holds. */
export const picture = await makePhoto({ width: 64, height: 48 });

export const html = Buffer.from("<!doctype html><title>502 Bad Gateway</title><p>nginx</p>");

/** What came of a request that got no answer at all. */
export const noAnswers: readonly (readonly [string, Reply])[] = [
  ["the connection is reset", reset],
  ["what is no HTTP", noHttp],
];

/** A photo that never gets the whole of this good answer. */
export function slowAnswers(body: Buffer, headers: Readonly<Record<string, string>>): (readonly [string, Reply])[] {
  return [
    ["hang after headers", hangAfterHeaders(200, headers, body.subarray(0, 20))],
    ["drip, a byte every 50 ms", drip(200, body, headers, 50)],
  ];
}

/** No answer for as long as the connection lives. */
export const silent = ["no answer at all", hang] as const;

/** Bodies of a 200 that are not the good one; `open` is how a picture begins in it. */
export function badBodies(
  body: Buffer,
  headers: Readonly<Record<string, string>>,
  { open, more }: { readonly open: Buffer; readonly more: Buffer },
): (readonly [string, Reply])[] {
  const bomb = gzipSync(Buffer.alloc(20_000_000, " "));
  return [
    ["200 with an empty body", bytes(200, Buffer.alloc(0), headers)],
    ["200, broken off in the picture", bytes(200, body.subarray(0, -200), { ...headers, "content-length": 999_999 })],
    ["200, a gzip bomb", bytes(200, bomb, { ...headers, "content-encoding": "gzip" })],
    ["200, an endless body", endless(200, open, more, headers)],
  ];
}

export const redirect = text(307, "", { location: "https://elsewhere.example/" });
