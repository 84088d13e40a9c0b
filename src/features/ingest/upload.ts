/** Receives the multipart form of an ingest: the photo goes to a temp file while it is hashed, never whole to memory. */
import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import busboy, { type Busboy } from "busboy";
import type { FailureReason } from "../../../generated/routes.ts";
import { within } from "../../core/deadline.ts";
import { type Refused, refused } from "../../core/failure.ts";
import { sameSecret } from "../../core/same-secret.ts";
import { type HashClaim, hashFile, parseHash } from "./hash.ts";

/** The passwords of the booths, for whoever sends the form. */
interface FormPasswords {
  /** See IngestPasswords. */
  matches(given: string): Promise<boolean>;
}

export interface UploadRules {
  /** Where the photo goes; the file must not exist. The caller removes it, whatever happens. */
  readonly path: string;
  readonly maxBytes: number;
  /** What the field password is held against; null where the request itself has shown whose it is. */
  readonly passwords: FormPasswords | null;
  /** Ends the upload: its body must be complete and authenticated before. */
  readonly signal: AbortSignal;
  /** Called when the form has shown the right password. */
  readonly authenticated: () => void;
}

export interface Upload {
  readonly sizeBytes: number;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
  /** Whether the photo is the one that the field `hash` names; undefined without that field. */
  readonly hashMatches: boolean | undefined;
  /** The field of this name, which only means something to those whose request has shown who they are. */
  readonly overrides: string | undefined;
}

/** What of a form counts besides the photo. */
export const FORM_OVERHEAD_BYTES = 64 * 1024;

const limits = { files: 1, fields: 24, parts: 27, fieldSize: 4096, fieldNameSize: 100, headerPairs: 32 };
/** Settings can hold long texts. */
const OVERRIDES_BYTES = 60 * 1024;
const CLOSE_WAIT_MS = 200;
/** How long a body may bring nothing: whoever holds a permit is to send. */
const IDLE_MS = 10_000;
const fileFields = ["fileToUpload", "file"];

/** What the form has brought so far. */
interface FormState {
  password?: { readonly value: string; readonly matches: Promise<boolean> };
  overrides?: string;
  claim?: HashClaim;
  saved?: Promise<SavedFile>;
}

interface SavedFile {
  readonly sizeBytes: number;
  readonly sha256: string;
  /** Digest by the algorithm of the claim that came before the file. */
  readonly claimed: string | undefined;
}

/** Throws Refused when these headers announce no form of ours; looks at no body. */
export function checkFormHeaders(headers: IncomingHttpHeaders): void {
  const type = headers["content-type"] ?? "";
  if (!/^multipart\/form-data\s*(;|$)/i.test(type)) {
    throw refused("unsupported_media_type", "Send the photo as multipart/form-data.");
  }
  if (!/;\s*boundary\s*=\s*("[^"]+"|[^\s;"]+)/i.test(type)) {
    throw refused("invalid_request", "The Content-Type names no boundary.");
  }
}

/**
 * Reads the form to its end. Rejects with Refused, or with the error of the file system; in both cases the rest of the
 * body is left unread. Settles at the signal at the latest, whatever the body does to the parser.
 */
export async function receivePhoto(request: IncomingMessage, rules: UploadRules): Promise<Upload> {
  const state: FormState = {};
  try {
    await readForm(request, rules, state);
    if (state.saved === undefined) throw invalid("The form has no file in the field fileToUpload.");
    const { sizeBytes, sha256, claimed } = await state.saved;
    if (sizeBytes === 0) throw invalid("The file is empty.");
    const hashMatches = await matchClaim(state.claim, { sha256, claimed }, rules.path);
    return { sizeBytes, sha256, hashMatches, overrides: state.overrides };
  } finally {
    // The temp file must not be created after the caller has removed it; a disk that hangs must not hold up the answer.
    if (state.saved !== undefined) await within(state.saved.then(ignore, ignore), CLOSE_WAIT_MS);
  }
}

function readForm(request: IncomingMessage, rules: UploadRules, state: FormState): Promise<void> {
  const form = openForm(request.headers, rules);
  let stopWatch = () => {};
  const reading = new Promise<void>((resolve, reject) => {
    form.on("error", () => reject(invalid("The form is malformed or ends before its last boundary.")));
    form.once("finish", () => (rules.passwords === null ? resolve() : requirePassword(state).then(resolve, reject)));
    form.once("filesLimit", () => reject(invalid("The form has more than one file.")));
    form.once("fieldsLimit", () => reject(invalid(`The form has more than ${limits.fields} fields.`)));
    form.once("partsLimit", () => reject(invalid("The form has too many parts.")));
    form.on("field", (name, value, info) => {
      try {
        takeField(state, name, info.valueTruncated ? undefined : value, rules, reject);
      } catch (error) {
        reject(error);
      }
    });
    form.on("file", (name, stream) => {
      // At once: an error of this stream that nobody listens to ends the process.
      stream.on("error", ignore);
      if (!fileFields.includes(name)) return reject(invalid("The file must be in the field fileToUpload."));
      stream.once("limit", () =>
        reject(refused("payload_too_large", `The photo has more than ${rules.maxBytes} bytes.`)),
      );
      state.saved = saveTrusted(stream, rules, state);
      state.saved.catch(reject);
    });
    const gone = () => reject(refused("upload_aborted", "The connection ended before the body was complete."));
    request.on("error", gone);
    request.once("close", () => request.complete || gone());
    if (request.destroyed && !request.complete) gone();
    const late = () => reject(refused("upload_timeout", "The body was not complete and authenticated in time."));
    if (rules.signal.aborted) late();
    rules.signal.addEventListener("abort", late, { once: true });
    stopWatch = watchIdle(request, form, () => reject(refused("upload_timeout", "The body brought nothing for 10 s.")));
  });
  request.pipe(form);
  return reading.finally(() => {
    stopWatch();
    request.unpipe(form);
    form.destroy();
  });
}

/** Calls `idle` when the body brings nothing for too long. Returns how to stop watching. */
function watchIdle(request: IncomingMessage, form: Busboy, idle: () => void): () => void {
  // A disk that is slow to take what has come is no fault of the client.
  const timer = setTimeout(() => (form.writableNeedDrain ? timer.refresh() : idle()), IDLE_MS);
  const seen = () => void timer.refresh();
  request.on("data", seen);
  return () => {
    clearTimeout(timer);
    request.off("data", seen);
  };
}

function openForm(headers: IncomingHttpHeaders, { maxBytes, passwords }: UploadRules): Busboy {
  checkFormHeaders(headers);
  const fieldBytes = passwords === null ? OVERRIDES_BYTES : limits.fieldSize;
  try {
    // busboy calls a file truncated that has exactly the limit.
    return busboy({
      headers,
      limits: { ...limits, fieldSize: fieldBytes, fileSize: maxBytes + 1 },
      fileHwm: 256 * 1024,
    });
  } catch {
    throw invalid("The Content-Type is malformed.");
  }
}

/**
 * Takes a field, or throws what is wrong with it; `value` is undefined when it was too long. Fields that mean nothing here
 * are dropped. The check of a password goes on meanwhile; `reject` is told when it ends badly.
 */
function takeField(
  state: FormState,
  name: string,
  value: string | undefined,
  rules: UploadRules,
  reject: (error: unknown) => void,
): void {
  if (name === "password" && rules.passwords !== null) takePassword(state, value, rules.passwords, rules, reject);
  if (name === "overrides" && rules.passwords === null) {
    if (state.overrides !== undefined) throw invalid("The form has more than one field overrides.");
    if (value === undefined) throw invalid(`The field overrides has more than ${OVERRIDES_BYTES} bytes.`);
    state.overrides = value;
  }
  if (name === "hash") {
    if (state.claim !== undefined) throw invalid("The form has more than one field hash.");
    const claim = parseHash(value ?? "");
    if (claim === undefined) throw invalid("hash must be 32, 40 or 64 hexadecimal digits (MD5, SHA-1 or SHA-256).");
    state.claim = claim;
  }
}

const WRONG_PASSWORD = "The password is wrong.";

/** A form shows one password, however often: each check may cost. */
function takePassword(
  state: FormState,
  value: string | undefined,
  passwords: FormPasswords,
  { authenticated }: UploadRules,
  reject: (error: unknown) => void,
): void {
  if (value === undefined) throw refused("invalid_password", WRONG_PASSWORD);
  if (value !== "" && sameSecret(state.password?.value ?? "", value)) return;
  if (state.password !== undefined)
    throw refused("invalid_password", "The form has two fields password, which differ.");
  const matches = passwords.matches(value);
  state.password = { value, matches };
  matches
    .then((right) => (right ? authenticated() : reject(refused("invalid_password", WRONG_PASSWORD))))
    .catch(reject);
}

/** The form is complete: it must have shown the right password. */
async function requirePassword({ password }: FormState): Promise<void> {
  if (password === undefined) throw refused("invalid_password", "The field password is missing.");
  if (!(await password.matches)) throw refused("invalid_password", WRONG_PASSWORD);
}

/** What comes behind a password is written only when that is right: guessing is not to cost any disk. */
async function saveTrusted(
  stream: Readable,
  { path }: UploadRules,
  { password, claim }: FormState,
): Promise<SavedFile> {
  if (password !== undefined && !(await password.matches)) throw refused("invalid_password", WRONG_PASSWORD);
  // It may have taken until after the upload was given up.
  if (stream.destroyed) throw invalid("The form is malformed or ends before its last boundary.");
  return await saveFile(stream, path, claim);
}

async function saveFile(stream: Readable, path: string, claim: HashClaim | undefined): Promise<SavedFile> {
  const sha256 = createHash("sha256");
  const claimed = claim === undefined || claim.algorithm === "sha256" ? undefined : createHash(claim.algorithm);
  let sizeBytes = 0;
  async function* hashed(source: AsyncIterable<Buffer>) {
    for await (const chunk of source) {
      sizeBytes += chunk.length;
      sha256.update(chunk);
      claimed?.update(chunk);
      yield chunk;
    }
  }
  const file = createWriteStream(path, { flags: "wx", mode: 0o600, highWaterMark: 256 * 1024 });
  const closed = new Promise<void>((resolve) => file.once("close", () => resolve()));
  try {
    await pipeline(stream, hashed, file);
  } finally {
    // A pipeline that fails does not wait for the file, which may not even be there yet: removed now, it would come after.
    await closed;
  }
  return { sizeBytes, sha256: sha256.digest("hex"), claimed: claimed?.digest("hex") };
}

/** A claim that came after the file costs a second reading of it, unless it is the SHA-256 that is made anyway. */
async function matchClaim(
  claim: HashClaim | undefined,
  saved: Pick<SavedFile, "sha256" | "claimed">,
  path: string,
): Promise<boolean | undefined> {
  if (claim === undefined) return undefined;
  if (claim.algorithm === "sha256") return claim.hex === saved.sha256;
  return claim.hex === (saved.claimed ?? (await hashFile(path, claim.algorithm)));
}

function invalid(details: string): Refused<Extract<FailureReason, "invalid_request">> {
  return refused("invalid_request", details);
}

function ignore(): void {}
