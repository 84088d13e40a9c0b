/** Posts photos as camera programs do, and as broken and hostile ones do: bytes are built and sent by hand. */
import { type ClientRequest, type IncomingHttpHeaders, type IncomingMessage, request } from "node:http";

export const boundary = "----PhcTestBoundary7f3a";

/** A part of a multipart form: a text field, or a file with its name. */
export type Part =
  | { readonly name: string; readonly text: string }
  | { readonly name: string; readonly bytes: Buffer; readonly filename?: string };

/** The bytes of a form, whole and with its last boundary. */
export function formBody(parts: readonly Part[]): Buffer {
  return Buffer.concat([...parts.map(partBytes), Buffer.from(`--${boundary}--\r\n`)]);
}

function partBytes(part: Part): Buffer {
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="${part.name}"`;
  if ("text" in part) return Buffer.from(`${head}\r\n\r\n${part.text}\r\n`);
  const { filename = "photo.jpg", bytes } = part;
  const fileHead = `${head}; filename="${filename}"\r\nContent-Type: application/octet-stream\r\n\r\n`;
  return Buffer.concat([Buffer.from(fileHead), bytes, Buffer.from("\r\n")]);
}

/** The form of a camera program: password, photo, and what else is given. */
export function photoForm(photo: Buffer, password: string, ...others: readonly Part[]): Buffer {
  return formBody([{ name: "password", text: password }, { name: "fileToUpload", bytes: photo }, ...others]);
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** Milliseconds from the request's first byte to the answer's last. */
  readonly ms: number;
}

/** The JSON of an answer. */
export function jsonOf(answer: Pick<Answer, "body">): Record<string, unknown> {
  return JSON.parse(answer.body.toString());
}

export const formHeaders = { "Content-Type": `multipart/form-data; boundary=${boundary}` };

/** Posts a whole body on a connection of its own. */
export function post(
  url: string,
  body: Buffer,
  headers: Readonly<Record<string, string>> = formHeaders,
): Promise<Answer> {
  const { sending, answer } = startPost(url, { "Content-Length": String(body.length), ...headers });
  sending.end(body);
  return answer;
}

/**
 * Opens a request whose body the test writes itself, from another loopback address when one is given. `answer` rejects
 * when the connection ends without one.
 */
export function startPost(
  url: string,
  headers: Readonly<Record<string, string>> = formHeaders,
  localAddress = "127.0.0.1",
): { sending: ClientRequest; answer: Promise<Answer> } {
  const startedAt = performance.now();
  const sending = request(url, { method: "POST", headers, agent: false, localAddress });
  const answer = new Promise<Answer>((resolve, reject) => {
    sending.once("response", (response) => readAnswer(response, startedAt).then(resolve, reject));
    // After the answer has come, a connection that the server has closed under the rest of the body is no fault.
    sending.on("error", reject);
  });
  // A test that breaks its own connection off does not look at the answer.
  answer.catch(() => undefined);
  sending.flushHeaders();
  return { sending, answer };
}

async function readAnswer(response: IncomingMessage, startedAt: number): Promise<Answer> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  const { statusCode: status = 0, headers } = response;
  return { status, headers, body: Buffer.concat(chunks), ms: performance.now() - startedAt };
}
