/** What stands at both ends of a bench of ingests: a camera that posts photos, and a provider that gives pictures. */
import { type Agent, createServer, request as httpRequest } from "node:http";
import sharp from "sharp";
import { makeUnique } from "../smoke/photo.ts";
import { PASSWORD } from "./processes.ts";

const MIB = 1024 * 1024;
const BOUNDARY = "a-boundary-of-the-bench";
const HEAD = Buffer.from(
  `--${BOUNDARY}\r\ncontent-disposition: form-data; name="password"\r\n\r\n${PASSWORD}\r\n--${BOUNDARY}\r\n` +
    `content-disposition: form-data; name="fileToUpload"; filename="photo.jpg"\r\ncontent-type: image/jpeg\r\n\r\n`,
);
const TAIL = Buffer.from(`\r\n--${BOUNDARY}--\r\n`);

/** Posts a photo that no other post has, with the password of the bench. Throws when the answer is not 200. */
export async function post(address: string, agent: Agent, photo: Buffer): Promise<void> {
  const body = [HEAD, makeUnique(photo.subarray(0, 64 * 1024)), photo.subarray(64 * 1024), TAIL];
  const length = body.reduce((sum, { length }) => sum + length, 0);
  const headers = { "content-type": `multipart/form-data; boundary=${BOUNDARY}`, "content-length": length };
  await new Promise<void>((resolve, reject) => {
    const request = httpRequest(address, { method: "POST", agent, headers }, (response) => {
      if (response.statusCode === 200) {
        response.resume().once("end", resolve);
        return;
      }
      response.setEncoding("utf8").once("data", (text) => {
        reject(new Error(`${address} answered ${response.statusCode}: ${text}`));
      });
    });
    request.once("error", reject);
    for (const part of body) request.write(part);
    request.end();
  });
}

export interface BenchProvider {
  readonly edit: string;
  stop(): void;
}

/** The longer edge of the pictures that image models give, in pixels. */
const PICTURE_EDGE = 1536;

/** A picture of the photo as image models give them: of 1.8 megapixels, upright, without EXIF. */
export async function pictureOf(photo: Buffer): Promise<Buffer> {
  return await sharp(photo).autoOrient().resize(PICTURE_EDGE, PICTURE_EDGE, { fit: "inside" }).jpeg().toBuffer();
}

/** Reads what it is sent and gives the picture after `holdMs`, at once when it is 0. */
export async function startProvider(picture: Buffer, holdMs = 0): Promise<BenchProvider> {
  const server = createServer((request, response) => {
    const answer = () => response.writeHead(200, { "content-type": "image/jpeg" }).end(picture);
    request.resume().once("end", () => (holdMs === 0 ? answer() : setTimeout(answer, holdMs)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The provider has no port.");
  return {
    edit: `http://127.0.0.1:${address.port}/edit`,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** The photo, made as large as asked: a decoder reads the same picture of it. */
export function padded(photo: Buffer, mib: number): Buffer {
  return Buffer.concat([photo, Buffer.alloc(mib * MIB - photo.length - 1024)]);
}
