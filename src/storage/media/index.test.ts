/** Which folder MEDIA_URL means. */
import { pathToFileURL } from "node:url";
import { expect, it } from "vitest";
import { localFolder } from "./index.ts";

it("is below DATA_DIR unless MEDIA_URL names another; of S3, it is that of the temp files", () => {
  expect(localFolder({ DATA_DIR: "/data", MEDIA_URL: "" })).toBe("/data/media");
  expect(localFolder({ DATA_DIR: "/data", MEDIA_URL: "s3://bucket/x" })).toBe("/data/media");
  const url = pathToFileURL("/srv/with space").href;
  expect(localFolder({ DATA_DIR: "/data", MEDIA_URL: url })).toBe("/srv/with space");
});
