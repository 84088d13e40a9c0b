/** The bill of materials: it lists what the service runs with, and all of it. */
import { cp, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { useTempFolder } from "../testkit/folders.ts";
import { releaseOf } from "../testkit/project.ts";
import { billPath, billProblems, writeBill } from "./sbom.ts";

const ROOT = join(import.meta.dirname, "../..");
const folder = useTempFolder();

it("is written, and lists every package of the lockfile that is not for development, and no other", async () => {
  for (const path of ["package.json", "package-lock.json", ".npmrc", "spec/contracts"]) {
    await cp(join(ROOT, path), join(folder(), path), { recursive: true });
  }
  const { version } = JSON.parse(await readFile(join(ROOT, "package.json"), "utf8"));
  expect(await writeBill({ ...releaseOf(folder()), dryRun: false })).toContain(billPath(version));
  const bill = JSON.parse(await readFile(join(folder(), billPath(version)), "utf8"));
  const names = bill.components.map((component: { name: string }) => component.name);
  // Both are needed by a package for development as well.
  expect(names).toEqual(expect.arrayContaining(["express", "busboy", "pg", "better-sqlite3", "sharp"]));
  expect(names).not.toEqual(expect.arrayContaining(["vitest"]));
  expect(names).not.toEqual(expect.arrayContaining(["typescript"]));
  expect(bill.metadata.component.name).toBe("phc");
  const refs = new Set(bill.dependencies.map(({ ref }: { ref: string }) => ref));
  const needed = bill.dependencies.flatMap(({ dependsOn }: { dependsOn: string[] }) => dependsOn);
  expect(needed.filter((ref: string) => !refs.has(ref))).toEqual([]);
});

it("that lacks a package, or has another hash of one, is a problem; one for development is not missed", () => {
  const integrity = `sha512-${Buffer.from("bytes").toString("base64")}`;
  const lock = JSON.stringify({
    packages: {
      "": {},
      "node_modules/a": { version: "1.0.0", integrity },
      "node_modules/b/node_modules/@c/d": { version: "2.0.0", integrity },
      "node_modules/e": { version: "3.0.0", integrity, dev: true },
    },
  });
  const hashes = [{ alg: "SHA-512", content: Buffer.from("bytes").toString("hex") }];
  const a = { name: "a", version: "1.0.0", "bom-ref": "a@1.0.0", hashes };
  const d = { name: "@c/d", version: "2.0.0", "bom-ref": "@c/d@2.0.0", hashes };
  expect(billProblems({ components: [a, d] }, lock)).toEqual([]);
  expect(billProblems({ components: [a] }, lock)).toEqual([
    "The bill of materials does not list @c/d@2.0.0, which the service runs with.",
  ]);
  expect(billProblems({ components: [{ ...a, hashes: [] }, d] }, lock)).toEqual([
    "The bill of materials has another hash of a@1.0.0 than package-lock.json.",
  ]);
});
