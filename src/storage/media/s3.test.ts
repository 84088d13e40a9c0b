/** What is S3's alone: refusals, a server that goes away, hangs or damages, pages and batches. */
import { createHash } from "node:crypto";
import { readdir, stat, writeFile } from "node:fs/promises";
import { createServer, request } from "node:http";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { describe, expect, it, onTestFinished } from "vitest";
import { useTempFolder } from "../../../scripts/testkit/folders.ts";
import { listedKeys, publishText } from "../../../scripts/testkit/media.ts";
import { freePort } from "../../../scripts/testkit/ports.ts";
import { type Reply, useProviderServer } from "../../../scripts/testkit/provider-server.ts";
import { startS3Server, useS3Server } from "../../../scripts/testkit/s3-server.ts";
import { type MediaStore, MediaUnavailable } from "../../core/media.ts";
import { openFileMedia } from "./files.ts";
import { type MediaConfig, mediaAsItIs, openMedia } from "./index.ts";
import { openS3Media, s3Media } from "./s3.ts";

const folder = useTempFolder();
const server = useS3Server();
/** A server that says what a test wants. */
const standIn = useProviderServer();

const key = (id: string) => `results/slot-001/20261123/${id.repeat(32)}.jpg`;
const short = { connectMs: 200, askMs: 200, putMs: 200, idleMs: 200 };
const local = () => openFileMedia(join(folder(), "media"));
const tempFiles = () => readdir(join(folder(), "media", "tmp"));

function config(changes: Partial<MediaConfig> = {}): MediaConfig {
  return { DATA_DIR: folder(), ...server().config("pre"), ...changes };
}

async function storeAt(endpoint: string, limits = short): Promise<MediaStore> {
  return s3Media(config({ S3_ENDPOINT: endpoint }), await local(), limits);
}

/** Why a store is not opened; never with a secret in it. */
async function refusal(changes: Partial<MediaConfig>): Promise<string> {
  const opened = openMedia(config({ S3_SECRET_ACCESS_KEY: "S3RVER", ...changes }));
  const error = await opened.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof MediaUnavailable)) throw new Error(`It was not refused but: ${error}`);
  const { cause } = error;
  const all = `${error.stack} ${cause instanceof Error ? cause.stack : ""} ${JSON.stringify(cause)}`;
  expect(all).not.toContain("wrong-secret");
  expect(all).not.toContain("AKIANOBODY");
  return error.message;
}

const xml =
  (status: number, text: string): Reply =>
  (response) => {
    response.writeHead(status, { "content-type": "application/xml" }).end(`<?xml version="1.0"?>${text}`);
  };
const failure = (status: number, code: string) =>
  xml(status, `<Error><Code>${code}</Code><Message>m</Message></Error>`);

describe("a store that cannot be opened", () => {
  it("says what is wrong and what to do", async () => {
    expect(await refusal({ S3_SECRET_ACCESS_KEY: "wrong-secret" })).toMatch(
      /signature is wrong; S3_SECRET_ACCESS_KEY .*\(SignatureDoesNotMatch, status 403\)/,
    );
    expect(await refusal({ S3_ACCESS_KEY_ID: "AKIANOBODY" })).toMatch(/S3_ACCESS_KEY_ID is not known there/);
    expect(await refusal({ MEDIA_URL: "s3://elsewhere/x" })).toMatch(/there is no bucket elsewhere; create it/);
    expect(await refusal({ S3_SECRET_ACCESS_KEY: "" })).toBe(
      "S3_SECRET_ACCESS_KEY is not set, but its other half is: set both, or none of them.",
    );
    expect(await refusal({ S3_ACCESS_KEY_ID: "" })).toMatch(/^S3_ACCESS_KEY_ID is not set/);
    const nobody = `http://127.0.0.1:${await freePort()}`;
    expect(await refusal({ S3_ENDPOINT: nobody })).toBe(
      `The media cannot be listed: ${nobody} cannot be reached; check S3_ENDPOINT and the network (ECONNREFUSED)`,
    );
  });

  it.each(["a//b", "../x", "a/./b", "/a"])("refuses the prefix %s, which servers take for another", async (prefix) => {
    expect(await refusal({ MEDIA_URL: `s3://photos/${prefix}` })).toMatch(/a prefix without empty parts/);
  });

  it.each([
    [
      "AccessDenied",
      403,
      /access to the bucket photos is denied; allow s3:ListBucket on photos and .* photos\/pre\/\*/,
    ],
    ["PermanentRedirect", 301, /the bucket photos is in another region; set S3_REGION/],
    ["AuthorizationHeaderMalformed", 400, /the bucket photos is in another region; set S3_REGION/],
    ["RequestTimeTooSkewed", 403, /the clocks of this machine and of the server differ/],
    ["Whatever", 404, /answers as no S3 server should \(Whatever, status 404\)/],
  ])("tells %s in words", async (code, status, words) => {
    standIn().answer(() => failure(status, code));
    expect(await refusal({ S3_ENDPOINT: standIn().url })).toMatch(words);
  });

  it("leaves no probe behind when it can be written and not be read", async () => {
    standIn().answer(({ method }) => {
      if (method === "PUT") return xml(200, "");
      return method === "GET" ? xml(200, "<ListBucketResult></ListBucketResult>") : xml(200, "<DeleteResult/>");
    });
    expect(await refusal({ S3_ENDPOINT: standIn().url })).toMatch(/gives other bytes than it got/);
    expect(standIn().received.at(-1)?.path).toBe("/photos/?delete=");
  });
});

describe("a picture on its way", () => {
  it("is sent with its length, type and signed hash, and nothing that other servers do not know", async () => {
    standIn().answer(() => xml(200, ""));
    const patient = { ...short, askMs: 5_000, putMs: 5_000, idleMs: 5_000 };
    await publishText(await storeAt(standIn().url, patient), key("a"), "x".repeat(3_000_000));
    const [put] = standIn().received;
    expect(put?.path).toMatch(/^\/photos\/pre\/results\//);
    expect(put?.headers).toMatchObject({
      "content-length": "3000000",
      "content-type": "image/jpeg",
      "x-amz-content-sha256": createHash("sha256").update("x".repeat(3_000_000)).digest("hex"),
    });
    const names = Object.keys(put?.headers ?? {});
    expect(names.filter((name) => /checksum|trailer|expect|encoding/.test(name))).toEqual([]);
  });

  it("is refused by the server when a byte of it has changed, and stays with us", async () => {
    const store = await storeAt(await startDamagingProxy(server().endpoint), { ...short, askMs: 2_000, putMs: 2_000 });
    await expect(publishText(store, key("d"), "picture")).rejects.toThrow(/did not arrive as they were sent/);
    expect(await tempFiles()).toHaveLength(1);
    expect(await (await mediaAsItIs(config())).has(key("d"))).toBe(false);
  });

  it("is sent once more when the server breaks off, and is not when the server has refused it", async () => {
    const store = await storeAt(standIn().url);
    standIn().answer((_, number) => (number === 1 ? (response) => void response.destroy() : xml(200, "")));
    await publishText(store, key("a"));
    expect(standIn().received.map(({ body }) => String(body))).toEqual(["picture", "picture"]);
    standIn().answer(() => failure(403, "AccessDenied"));
    await expect(publishText(store, key("b"))).rejects.toThrow(MediaUnavailable);
    expect(standIn().received).toHaveLength(3);
  });

  it("fails when the server goes in the middle of it, twice", async () => {
    let connections = 0;
    const rude = createServer((incoming) => {
      connections += 1;
      incoming.once("data", () => incoming.socket.destroy());
    });
    const store = await storeAt(await listen(rude), { ...short, putMs: 10_000 });
    await expect(publishText(store, key("a"), "x".repeat(3_000_000))).rejects.toThrow(
      /The media cannot be written: .* has broken off the connection/,
    );
    expect(connections).toBe(2);
    expect(await tempFiles()).toHaveLength(1);
  });

  it("fails when the server does not answer within the limit", async () => {
    standIn().answer(() => () => undefined);
    const store = await storeAt(standIn().url);
    await expect(publishText(store, key("a"))).rejects.toThrow(/does not answer in time/);
    await expect(store.open(key("a"))).rejects.toThrow(/does not answer in time/);
    await expect(store.has(key("a"))).rejects.toThrow(MediaUnavailable);
  });

  it("counts a full storage as a full disk", async () => {
    standIn().answer(() => failure(507, "XMinioStorageFull"));
    const error: unknown = await publishText(await storeAt(standIn().url), key("a")).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ message: expect.stringMatching(/the storage is full/), cause: { code: "EDQUOT" } });
  });

  it("fails while it is read when the server goes", async () => {
    standIn().answer(() => (response) => {
      response.writeHead(200, { "content-type": "image/jpeg", "content-length": "1000" });
      response.write("half", () => response.destroy());
    });
    const opened = await (await storeAt(standIn().url)).open(key("a"));
    expect(opened?.sizeBytes).toBe(1000);
    await expect(opened && buffer(opened.stream)).rejects.toThrow();
  });

  it("is not missing where its bucket is", async () => {
    standIn().answer(() => failure(404, "NoSuchBucket"));
    await expect((await storeAt(standIn().url)).open(key("a"))).rejects.toThrow(/there is no bucket photos/);
  });
});

describe("a server that goes and comes back", () => {
  it("is unavailable for everything meanwhile, and has its pictures again", async () => {
    const own = await startS3Server();
    onTestFinished(own.remove);
    const store = await openMedia(config(own.config("pre")));
    await publishText(store, key("a"));
    await own.stop();
    const attempts = [
      () => store.open(key("a")),
      () => store.has(key("a")),
      () => store.delete([key("a")]),
      () => listedKeys(store, "results"),
      () => publishText(store, key("b")),
      // A write that was confirmed a moment ago proves nothing any more.
      () => store.probe(),
    ];
    for (const attempt of attempts) await expect(attempt()).rejects.toThrow(MediaUnavailable);
    await own.start();
    await store.probe();
    expect(await listedKeys(store, "results")).toEqual([key("a")]);
  });
});

describe("a probe", () => {
  it("asks nothing of a server that has just confirmed a picture", async () => {
    standIn().answer(() => xml(200, ""));
    const store = await storeAt(standIn().url);
    await publishText(store, key("a"));
    await store.probe();
    expect(standIn().received).toHaveLength(1);
  });
});

describe("many keys", () => {
  it("are listed page by page to the last one", async () => {
    standIn().answer(({ path }) => {
      const token = new URL(path, standIn().url).searchParams.get("continuation-token");
      const more = "<IsTruncated>true</IsTruncated><NextContinuationToken>t+/2=</NextContinuationToken>";
      const name = token === null ? "a" : token === "t+/2=" ? "b" : "c";
      const object = `<Contents><Key>pre/results/${name}</Key><Size>1</Size></Contents>`;
      return xml(200, `<ListBucketResult>${token === null ? more : ""}${object}</ListBucketResult>`);
    });
    expect(await listedKeys(await storeAt(standIn().url), "results")).toEqual(["results/a", "results/b"]);
  });

  it("are gone when the server says so, each of them, in batches of a thousand", async () => {
    const names = Array.from({ length: 2_001 }, (_, index) => `results/${index}`);
    const sizes: number[] = [];
    standIn().answer(({ body }) => {
      const keys = [...String(body).matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, found = ""]) => found);
      sizes.push(keys.length);
      const lines = keys.map((found) => {
        if (found.endsWith("7")) return `<Error><Key>${found}</Key><Code>InternalError</Code></Error>`;
        if (found.endsWith("8")) return "";
        if (found.endsWith("9")) return `<Error><Key>${found}</Key><Code>NoSuchKey</Code></Error>`;
        return `<Deleted><Key>${found}</Key></Deleted>`;
      });
      return xml(200, `<DeleteResult>${lines.join("")}</DeleteResult>`);
    });
    const store = await storeAt(standIn().url, { ...short, askMs: 5_000 });
    expect(await store.delete(names)).toEqual(names.filter((name) => !/[78]$/.test(name)));
    expect(sizes).toEqual([1_000, 1_000, 1]);
  });

  it("may hold what XML cannot, and what stands for a folder is passed over", async () => {
    standIn().answer(({ path }) => {
      expect(path).toContain("encoding-type=url");
      const names = ["results/", "results/a%01b", "results/x+y%2B%26", "results/a//b", "results/../c"];
      const contents = names.map(
        (name) =>
          `<Contents><Key>pre/${name}</Key><Size>1</Size><LastModified>2026-01-01T00:00:00.000Z</LastModified></Contents>`,
      );
      return xml(200, `<ListBucketResult><EncodingType>url</EncodingType>${contents.join("")}</ListBucketResult>`);
    });
    expect(await listedKeys(await storeAt(standIn().url), "results")).toEqual(["results/a\u0001b", "results/x y+&"]);
  });
});

describe("the local side", () => {
  it("holds temp files, and pictures only until they are stored", async () => {
    const store = await openS3Media(config(), await local());
    await writeFile(store.tempPath("u"), "123");
    expect((await stat(join(folder(), "media", "tmp", "u"))).size).toBe(3);
    expect(await store.usage()).toEqual({ resultBytes: undefined, tempBytes: 3 });
  });
});

async function listen(listener: ReturnType<typeof createServer>): Promise<string> {
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void listener.close());
  const address = listener.address();
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
}

/** Passes every request on under its own name, with the last byte of a body changed. */
function startDamagingProxy(endpoint: string): Promise<string> {
  return listen(
    createServer(async (incoming, response) => {
      const body = await buffer(incoming);
      if (body.length > 0) body[body.length - 1] = (body.at(-1) ?? 0) ^ 1;
      const { method = "GET", url = "/", headers } = incoming;
      const onward = request(new URL(url, endpoint), { method, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(response);
      });
      onward.end(body);
    }),
  );
}
