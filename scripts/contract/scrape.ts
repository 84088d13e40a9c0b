/** Fetches the exposition of a running service, within limits of time and size; what goes wrong says what to do. */
import type { Scrape } from "../../codegen/exposition/parse.ts";
import { StepFailed } from "../steps.ts";

/** Where an exposition is, and what lets one read it. */
export interface Target {
  readonly url: URL;
  /** Sent as a bearer token; undefined: none. */
  readonly token: string | undefined;
}

export interface ScrapeLimits {
  /** For the whole answer. */
  readonly timeoutMs: number;
  readonly bytes: number;
}

const LIMITS: ScrapeLimits = { timeoutMs: 10_000, bytes: 64 * 1024 * 1024 };

/** Scrapes once. Throws StepFailed for everything but a whole answer of 200. Follows no redirect: a token stays where it is. */
export async function scrape({ url, token }: Target, limits: ScrapeLimits = LIMITS): Promise<Scrape> {
  try {
    const response = await fetch(url, {
      redirect: "manual",
      signal: AbortSignal.timeout(limits.timeoutMs),
      headers: {
        accept: "text/plain;version=0.0.4",
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
    });
    if (response.status !== 200) {
      await response.body?.cancel();
      throw new StepFailed(`${url} answered ${response.status}: ${adviceFor(response)}`);
    }
    const body = await readBody(response, url, limits);
    return { text: decode(body, url), contentType: response.headers.get("content-type") ?? undefined };
  } catch (error) {
    throw error instanceof StepFailed ? error : new StepFailed(`${url} ${reasonOf(error, limits)}`, { cause: error });
  }
}

function adviceFor({ status, headers }: Response): string {
  if (status >= 300 && status < 400)
    return `it redirects to ${headers.get("location")}; give that URL if you trust it.`;
  if (status === 401 || status === 403) return "give a file that holds its token with --token-file.";
  if (status === 404 || status === 405) return "see whether the path is that of the metrics, /metrics as a rule.";
  return "only 200 holds metrics; see the service's log.";
}

async function readBody({ body }: Response, url: URL, { bytes }: ScrapeLimits): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    if (size > bytes) {
      const limit = `${(bytes / 1024 / 1024).toFixed(0)} MiB`;
      throw new StepFailed(
        `${url} sends more than ${limit}: no exposition should; look for a label whose values never end.`,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function decode(body: Buffer, url: URL): string {
  try {
    // A mark at the beginning stays in: the format knows none.
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    throw new StepFailed(`${url} does not answer in UTF-8: the text format knows no other encoding.`);
  }
}

function reasonOf(error: unknown, { timeoutMs }: ScrapeLimits): string {
  if (!(error instanceof Error)) return `cannot be read: ${String(error)}`;
  if (error.name === "TimeoutError") {
    return `gave no whole answer within ${timeoutMs / 1000} s: see whether the service hangs, or a firewall drops packets.`;
  }
  const cause = error.cause instanceof Error ? error.cause : error;
  const code = "code" in cause ? `${String(cause.code)}: ` : "";
  return `cannot be read (${code}${cause.message}): see whether the service runs, and listens there.`;
}
