/** An upload server as one usually writes it, by the name given: takes a photo, has it edited, answers the picture. */
import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import fastifyMultipart from "@fastify/multipart";
import busboy from "busboy";
import express from "express";
import fastify from "fastify";
import multer from "multer";

const [name, folder, provider] = process.argv.slice(2);
let count = 0;
const nextPath = (kind) => join(folder, `${kind}-${++count}.jpg`);

/** Hashes what was stored, sends it to the provider, stores the picture; gives its path. */
async function edit(photoPath) {
  const photo = await readFile(photoPath);
  const sha256 = createHash("sha256").update(photo).digest("hex");
  const form = new FormData();
  form.set("sha256", sha256);
  form.set("photo", new Blob([photo]), "photo.jpg");
  const answer = await fetch(provider, { method: "POST", body: form });
  const path = nextPath("result");
  await writeFile(path, Buffer.from(await answer.arrayBuffer()));
  await rm(photoPath);
  return path;
}

/** Takes the file of a form with busboy; gives its path. */
function take(request) {
  return new Promise((resolve, reject) => {
    const form = busboy({ headers: request.headers });
    let stored = Promise.reject(new Error("no file"));
    stored.catch(() => undefined);
    form.on("file", (_field, file) => {
      const path = nextPath("upload");
      stored = pipeline(file, createWriteStream(path)).then(() => path);
    });
    form.on("close", () => stored.then(resolve, reject));
    form.on("error", reject);
    request.pipe(form);
  });
}

const servers = {
  /** No disk, no provider, no answer to speak of: what taking a form and hashing it costs. */
  floor: () =>
    createServer((request, response) => {
      const form = busboy({ headers: request.headers });
      const hash = createHash("sha256");
      form.on("file", (_field, file) => file.on("data", (chunk) => hash.update(chunk)));
      form.on("close", () => response.end(hash.digest("hex")));
      request.pipe(form);
    }),
  /** The same work as the ones below, without a framework. */
  relay: () =>
    createServer(async (request, response) => {
      const path = await edit(await take(request));
      response.writeHead(200, { "content-type": "image/jpeg" });
      await pipeline(createReadStream(path), response);
    }),
  "express-busboy": () => {
    const app = express();
    app.post("/", async (request, response) => response.sendFile(await edit(await take(request))));
    return createServer(app);
  },
  "express-multer": () => {
    const app = express();
    const upload = multer({ dest: folder });
    app.post("/", upload.single("fileToUpload"), async (request, response) =>
      response.sendFile(await edit(request.file.path)),
    );
    return createServer(app);
  },
  "fastify-multipart": () => {
    const app = fastify();
    app.register(fastifyMultipart, { limits: { fileSize: 64 * 1024 * 1024 } });
    app.post("/", async (request, reply) => {
      const { file } = await request.file();
      const path = nextPath("upload");
      await pipeline(file, createWriteStream(path));
      return reply.type("image/jpeg").send(createReadStream(await edit(path)));
    });
    return { listen: (_port, host, done) => app.listen({ port: 0, host }, done), address: () => app.server.address() };
  },
};

const server = servers[name]();
server.listen(0, "127.0.0.1", () => console.log(JSON.stringify({ url: `http://127.0.0.1:${server.address().port}/` })));
