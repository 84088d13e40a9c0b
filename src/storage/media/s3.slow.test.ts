/** More keys on a real server than one page lists and one request deletes. */
import { join } from "node:path";
import { expect, it } from "vitest";
import { useTempFolder } from "../../../scripts/testkit/folders.ts";
import { listedKeys } from "../../../scripts/testkit/media.ts";
import { useS3Server } from "../../../scripts/testkit/s3-server.ts";
import { openMedia } from "./index.ts";

const folder = useTempFolder();
const server = useS3Server();

it("lists keys over several pages and deletes them in several batches", async () => {
  const names = Array.from({ length: 2_105 }, (_, index) => `results/many/${String(index).padStart(5, "0")}`);
  for (const name of names) await server().plant(`many/${name}`, "");
  const store = await openMedia({ DATA_DIR: join(folder(), "data"), ...server().config("many") });
  expect(await listedKeys(store, "results")).toEqual(names);
  expect(await store.delete(names)).toEqual(names);
  expect(await listedKeys(store, "results")).toEqual([]);
});
