/** The checksum of a client, and of a file. */
import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { useTempFolder } from "../../../scripts/testkit/folders.ts";
import { hashFile, parseHash } from "./hash.ts";

const folder = useTempFolder();

describe("the field hash", () => {
  it("is told by its length, in either case", () => {
    expect(parseHash("A".repeat(32))).toEqual({ algorithm: "md5", hex: "a".repeat(32) });
    expect(parseHash("0".repeat(40))?.algorithm).toBe("sha1");
    expect(parseHash("f".repeat(64))?.algorithm).toBe("sha256");
  });

  it.each(["", "a", "a".repeat(31), "a".repeat(63), "g".repeat(32), ` ${"a".repeat(31)}`, `${"a".repeat(31)}\n`])(
    "is not %j",
    (text) => expect(parseHash(text)).toBeUndefined(),
  );
});

it("a file has the digest of its bytes", async () => {
  const path = join(folder(), "file");
  const bytes = Buffer.alloc(3_000_000, "photo");
  await writeFile(path, bytes);
  for (const algorithm of ["md5", "sha1", "sha256"] as const) {
    expect(await hashFile(path, algorithm)).toBe(createHash(algorithm).update(bytes).digest("hex"));
  }
});
