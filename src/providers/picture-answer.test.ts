/** Tests of pictures on their way from an answer to a file. */
import { readdir, stat, writeFile } from "node:fs/promises";
import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { useTempFolder } from "../../scripts/testkit/folders.ts";
import { makePhoto } from "../../scripts/testkit/photos.ts";
import { savePicture } from "./picture-answer.ts";

const folder = useTempFolder();
const isPicture = (key: string) => key === "picture";

describe("savePicture", () => {
  it("writes 20 MB as they come: never more than one chunk is in memory", async () => {
    const path = `${folder()}/result`;
    const chunk = Buffer.alloc(96 * 1024, (await makePhoto({ type: "image/png" })).toString("base64"));
    const decodedBytes = (chunk.length * 3) / 4;
    const body = async function* () {
      yield Buffer.from('{"picture":"');
      for (let given = 0; given * decodedBytes < 20_000_000; given += 1) {
        expect((await stat(path)).size).toBeGreaterThanOrEqual((given - 2) * decodedBytes);
        yield chunk;
      }
      yield Buffer.from('"}');
    };
    const { json, picture } = await savePicture(Readable.from(body(), { objectMode: false }), path, isPicture);
    expect(json).toEqual({ picture: "1" });
    expect(picture?.sizeBytes).toBeGreaterThanOrEqual(20_000_000);
    expect((await stat(path)).size).toBe(picture?.sizeBytes);
  });

  it("leaves no file without a picture, nor the one that was there", async () => {
    const path = `${folder()}/result`;
    await writeFile(path, "of an earlier call");
    const body = Readable.from([Buffer.from('{"picture":null}')]);
    expect(await savePicture(body, path, isPicture)).toEqual({ json: { picture: null }, picture: undefined });
    expect(await readdir(folder())).toEqual([]);
  });

  it("fails as the file system does, and gives the connection up", async () => {
    const body = Readable.from([Buffer.from('{"picture":"AAAA"}')]);
    await expect(savePicture(body, `${folder()}/no/result`, isPicture)).rejects.toMatchObject({ code: "ENOENT" });
    expect(body.destroyed).toBe(true);
  });
});
