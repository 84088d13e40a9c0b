/** The operators' page over HTTP: the files of a build, their variants, and everything that is none of them. */
import { once } from "node:events";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestService, type TestService } from "../../../scripts/testkit/service.ts";
import { consoleFolder, readConsole } from "./files.ts";

const script = "console.log('the page');\n".repeat(50);
const page = '<!doctype html><script type="module" src="/console/main-AbC_-123.js"></script>';
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

let folder = "";
let service: TestService;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "phc-test-"));
  const build = join(folder, "console");
  await mkdir(join(build, "inner-12345678.js"), { recursive: true });
  const files: Record<string, string | Buffer> = {
    "index.html": page,
    "main-AbC_-123.js": script,
    "main-AbC_-123.js.br": brotliCompressSync(script),
    "main-AbC_-123.js.gz": gzipSync(script),
    "style-00000000.css": "main { color: red }",
    "style-00000000.css.gz": gzipSync("main { color: red }"),
    "icon-a1b2c3d4.svg": "<svg/>",
    "font-zzzzzzzz.woff2": "a font",
    "notes-12345678.txt": "not served",
    "plain.js": "not served",
    "data-12345678.html": "not served",
  };
  for (const [name, content] of Object.entries(files)) await writeFile(join(build, name), content);
  await writeFile(join(folder, "secret-12345678.js"), "outside");
  await symlink(join(folder, "secret-12345678.js"), join(build, "linked-12345678.js"));
  service = await startTestService({}, undefined, undefined, build);
});
afterAll(async () => {
  await service.stop();
  await rm(folder, { recursive: true, force: true });
});

interface Sent {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** Node's own client, which sends a path as it is and undoes no compression. */
function ask(path: string, headers: Record<string, string> = {}, method = "GET", url = service.url): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const { hostname: host, port } = new URL(url);
    const sending = request({ host, port, path, method, headers }, async (answer) => {
      const chunks: Buffer[] = [];
      for await (const chunk of answer) chunks.push(chunk);
      resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks) });
    });
    sending.on("error", reject);
    sending.end();
  });
}

describe("the page", () => {
  it("is for everybody, may run its own scripts alone, and is asked for each time", async () => {
    const { status, headers, body } = await ask("/console");
    expect([status, String(body)]).toEqual([200, page]);
    expect(headers).toMatchObject({
      "content-type": "text/html; charset=utf-8",
      "content-length": String(page.length),
      "content-security-policy": POLICY,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "no-referrer",
    });
    expect(headers).not.toHaveProperty("set-cookie");
    const head = await ask("/console", {}, "HEAD");
    expect([head.status, head.headers["content-length"], head.body.length]).toEqual([200, String(page.length), 0]);
  });

  it("where it was not built, is a refusal that says how to build it, and the service works", async () => {
    const bare = await startTestService({}, undefined, undefined, join(folder, "nowhere"));
    try {
      const answer = await ask("/console", {}, "GET", bare.url);
      const body = JSON.parse(String(answer.body));
      expect([answer.status, body.failure_reason]).toEqual([503, "console_not_built"]);
      expect(body.details).toContain("npm run build:console");
      expect((await ask("/console/main-AbC_-123.js", {}, "GET", bare.url)).status).toBe(404);
      const status = await ask("/status", { accept: "text/html" }, "GET", bare.url);
      expect(JSON.parse(String(status.body))).toEqual({ status: "ok", notice: null });
    } finally {
      await bare.stop();
    }
  });

  it("lies where the service looks for it, which is beside what is built and in dist of a checkout", () => {
    expect(consoleFolder()).toMatch(/\/dist\/console$/);
  });
});

describe("/status", () => {
  it("is the page for who asks for HTML, and what it was for everybody else", async () => {
    const browser = { accept: "text/html,application/xhtml+xml,*/*;q=0.8" };
    const shown = await ask("/status", browser);
    expect([shown.status, String(shown.body)]).toEqual([200, page]);
    expect(shown.headers).toMatchObject({
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": POLICY,
      vary: "Accept",
      "cache-control": "no-store",
    });
    for (const headers of [{}, { accept: "*/*" }, { accept: "application/json, text/html;q=0.9" }] as const) {
      const answer = await ask("/status", headers);
      expect(JSON.parse(String(answer.body))).toEqual({ status: "ok", notice: null });
      expect(answer.headers).toMatchObject({ "content-type": "application/json", vary: "Accept" });
      expect(answer.headers["content-security-policy"]).toBe("default-src 'none';frame-ancestors 'none'");
    }
  });
});

describe("a file of the page", () => {
  it.each([
    ["main-AbC_-123.js", "text/javascript; charset=utf-8", script],
    ["style-00000000.css", "text/css; charset=utf-8", "main { color: red }"],
    ["icon-a1b2c3d4.svg", "image/svg+xml", "<svg/>"],
    ["font-zzzzzzzz.woff2", "font/woff2", "a font"],
  ])("%s is sent as %s, to be kept for ever", async (name, type, content) => {
    const { status, headers, body } = await ask(`/console/${name}`);
    expect([status, String(body)]).toEqual([200, content]);
    expect(headers).toMatchObject({
      "content-type": type,
      "content-length": String(content.length),
      "cache-control": "public, max-age=31536000, immutable",
      vary: "Accept-Encoding",
      "x-content-type-options": "nosniff",
      // A picture that is opened as a page runs nothing, an SVG neither.
      "content-security-policy": "default-src 'none';frame-ancestors 'none'",
    });
    expect(headers).not.toHaveProperty("content-encoding");
  });

  it("is compressed for who takes it so, as well as the build has it", async () => {
    const path = "/console/main-AbC_-123.js";
    const both = await ask(path, { "accept-encoding": "gzip, deflate, br" });
    expect([both.headers["content-encoding"], String(brotliDecompressSync(both.body))]).toEqual(["br", script]);
    expect(both.headers["content-length"]).toBe(String(both.body.length));
    const old = await ask(path, { "accept-encoding": "gzip" });
    expect([old.headers["content-encoding"], String(gunzipSync(old.body))]).toEqual(["gzip", script]);
    const style = await ask("/console/style-00000000.css", { "accept-encoding": "br, gzip" });
    expect(style.headers["content-encoding"]).toBe("gzip");
    const head = await ask(path, { "accept-encoding": "br" }, "HEAD");
    expect([head.headers["content-length"], head.body.length]).toEqual([String(both.body.length), 0]);
  });
});

describe("what is no file of the page", () => {
  it.each([
    ["another file", "/console/main-00000000.js"],
    ["the page by its file", "/console/index.html"],
    ["a file without a hash", "/console/plain.js"],
    ["a file of another type", "/console/notes-12345678.txt"],
    ["another page", "/console/data-12345678.html"],
    ["a compressed variant by its name", "/console/main-AbC_-123.js.br"],
    ["a folder", "/console/inner-12345678.js"],
    ["what a link leads to", "/console/linked-12345678.js"],
    ["a file above", "/console/../secret-12345678.js"],
    ["the same, encoded", "/console/..%2fsecret-12345678.js"],
    ["the same, encoded twice", "/console/..%252fsecret-12345678.js"],
    ["the same, with dots encoded", "/console/%2e%2e%2fsecret-12345678.js"],
    ["the same, with a backslash", "/console/..\\secret-12345678.js"],
    ["the same, with that encoded", "/console/..%5csecret-12345678.js"],
    ["an overlong slash", "/console/..%c0%afsecret-12345678.js"],
    ["a path of the machine", "/console/%2fetc%2fpasswd"],
    ["a zero byte", "/console/main-AbC_-123.js%00"],
    ["a zero byte before another ending", "/console/main-AbC_-123.js%00.css"],
    ["only dots", "/console/.."],
    ["a hidden name", "/console/.env"],
    ["nothing", "/console/"],
    ["a slash behind it", "/console/main-AbC_-123.js/"],
    ["a folder before it", "/console/x/main-AbC_-123.js"],
    ["a very long name", `/console/${"a".repeat(4000)}-12345678.js`],
    ["a property of every object", "/console/__proto__"],
    ["another one", "/console/constructor"],
    ["half a character", "/console/%zz"],
  ])("%s is refused in the one shape", async (_what, path) => {
    const { status, headers, body } = await ask(path);
    expect([400, 404]).toContain(status);
    expect(headers["content-type"]).toBe("application/json");
    expect(JSON.parse(String(body))).toMatchObject({ status });
    expect(String(body)).not.toMatch(/outside|not served|passwd/);
  });

  it("a zero byte as it is ends the connection, and no file comes", async () => {
    const socket = connect(Number(new URL(service.url).port), "127.0.0.1");
    const chunks: Buffer[] = [];
    socket.on("data", (chunk) => chunks.push(chunk));
    socket.write("GET /console/main-AbC_-123.js\0 HTTP/1.1\r\nHost: x\r\n\r\n");
    await once(socket, "close");
    expect(String(Buffer.concat(chunks))).toMatch(/^HTTP\/1\.1 400 .*invalid_request/s);
  });
});

it("a folder without a page is no build, whatever else lies there", async () => {
  await writeFile(join(folder, "main-12345678.js"), "x");
  expect(await readConsole(folder)).toBeUndefined();
  expect([...((await readConsole(join(folder, "console")))?.files.keys() ?? [])].sort()).toEqual([
    ...["font-zzzzzzzz.woff2", "icon-a1b2c3d4.svg", "main-AbC_-123.js", "style-00000000.css"],
  ]);
});

it("a page whose script is missing is no build, and one that cannot be read keeps no photo out", async () => {
  const half = await mkdtemp(join(tmpdir(), "phc-test-"));
  await writeFile(join(half, "index.html"), page);
  expect(await readConsole(half)).toBeUndefined();
  await rm(join(half, "index.html"));
  await mkdir(join(half, "index.html"));
  await expect(readConsole(half)).rejects.toThrow("EISDIR");
  const started = await startTestService({}, undefined, undefined, half);
  const answer = await fetch(`${started.url}/console`);
  expect([answer.status, await answer.json()]).toMatchObject([503, { failure_reason: "console_not_built" }]);
  expect(JSON.stringify(started.logged)).toContain("goes on without it");
  await started.stop();
  await rm(half, { recursive: true });
});
