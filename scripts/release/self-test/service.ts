/** What the smoke step of the self-test talks to: the service itself, and one that says it is of another contract. */
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { createServer, request, type Server } from "node:http";
import { createServer as createListener } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { contract } from "../../../generated/contract.ts";

export interface Installation {
  readonly url: string;
  /** Variables of the service, as its .env would have them. */
  readonly variables: Readonly<Record<string, string>>;
  /** An address that gives what `url` gives, with another version of the contract. */
  readonly otherUrl: string;
  /** A registry that has no advisory. */
  readonly registry: string;
  /** A registry that has a high one of express. */
  readonly warningRegistry: string;
  /** An address at which nobody listens. */
  readonly deadUrl: string;
  end(): Promise<void>;
}

/** Starts the service of the project on loopback, with a data folder in `folder` and a password made up. */
export async function install(project: string, folder: string): Promise<Installation> {
  const variables = { DATA_DIR: join(folder, "data"), INGEST_PASSWORD: randomBytes(16).toString("hex") };
  const { PATH = "" } = process.env;
  const child = spawn(process.execPath, [join(project, "src/main.ts")], {
    cwd: folder,
    env: { PATH, NODE_ENV: "test", PORT: "0", ...variables },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "close");
  process.once("exit", () => child.kill());
  const url = await listening(child.stdout, ended);
  const other = await serveOther(url);
  const [registry, warningRegistry] = await Promise.all([serveAdvisories({}), serveAdvisories(OF_EXPRESS)]);
  return {
    url,
    variables,
    otherUrl: addressOf(other),
    registry: addressOf(registry),
    warningRegistry: addressOf(warningRegistry),
    deadUrl: await deadAddress(),
    async end() {
      for (const server of [other, registry, warningRegistry]) {
        server.close();
        server.closeAllConnections();
      }
      child.kill();
      await ended;
    },
  };
}

async function listening(output: NodeJS.ReadableStream, ended: Promise<unknown>): Promise<string> {
  let seen = "";
  const found = new Promise<string>((resolve) => {
    output.on("data", (chunk: Buffer) => {
      seen += seen.length < 10_000 ? chunk.toString() : "";
      const url = /"url":"([^"]+)"/.exec(seen)?.[1];
      if (url !== undefined) resolve(url);
    });
  });
  const failed = ended.then(() => {
    throw new Error(`The service for the self-test ended before it listened:\n${seen}`);
  });
  failed.catch(() => undefined);
  return await Promise.race([found, failed]);
}

/** Hands every request on; where an answer names the version of the contract, it names another one. */
async function serveOther(url: string): Promise<Server> {
  const server = createServer((incoming, outgoing) => {
    const target = `${url}${incoming.url ?? "/"}`;
    const { method, headers } = incoming;
    const onward = request(target, { ...(method === undefined ? {} : { method }), headers }, async (reply) => {
      const { "content-length": _, ...rest } = reply.headers;
      outgoing.writeHead(reply.statusCode ?? 502, rest);
      const isText = /^text|json/.test(reply.headers["content-type"] ?? "");
      if (isText) outgoing.end((await text(reply)).replaceAll(`"${contract.version}"`, '"999.0.0"'));
      else reply.pipe(outgoing);
    });
    onward.on("error", () => outgoing.destroy());
    incoming.pipe(onward);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}

const OF_EXPRESS = {
  express: [
    {
      id: 1,
      url: "https://example.org/advisories/1",
      title: "A made-up weakness",
      severity: "high",
      vulnerable_versions: ">=0",
      cwe: [],
      cvss: { score: 8, vectorString: null },
    },
  ],
};

/** What a registry answers to `npm audit`: its advisories, and of each package nothing. */
async function serveAdvisories(advisories: unknown): Promise<Server> {
  const server = createServer((incoming, outgoing) => {
    const isAsked = incoming.url === "/-/npm/v1/security/advisories/bulk";
    incoming.resume();
    outgoing.writeHead(isAsked ? 200 : 404, { "content-type": "application/json" });
    outgoing.end(JSON.stringify(isAsked ? advisories : {}));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}

async function deadAddress(): Promise<string> {
  const listener = createListener().listen(0, "127.0.0.1");
  await once(listener, "listening");
  const address = addressOf(listener);
  listener.close();
  await once(listener, "close");
  return address;
}

function addressOf(server: { address(): ReturnType<Server["address"]> }): string {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The system gave a listener without a port.");
  return `http://127.0.0.1:${address.port}`;
}

/** Writes variables as a file that its owner alone can read. */
export async function writeVariables(path: string, variables: Readonly<Record<string, string>>): Promise<void> {
  const lines = Object.entries(variables).map(([name, value]) => `${name}=${value}\n`);
  await writeFile(path, lines.join(""), { mode: 0o600 });
}
