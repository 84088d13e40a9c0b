/** What is made of the registry's advisories, and of a registry that gives none. */
import { cp } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { useTempFolder } from "../testkit/folders.ts";
import { releaseOf } from "../testkit/project.ts";
import { json, useProviderServer } from "../testkit/provider-server.ts";
import { checkAdvisories } from "./audit.ts";

const ROOT = join(import.meta.dirname, "../..");
const folder = useTempFolder();
const registry = useProviderServer();

async function asked(severity?: string): Promise<string> {
  for (const path of ["package.json", "package-lock.json"]) await cp(join(ROOT, path), join(folder(), path));
  const weakness = { id: 1, url: "https://example.org/1", title: "Made up", severity, vulnerable_versions: ">=0" };
  const advisories = severity === undefined ? {} : { express: [{ ...weakness, cwe: [], cvss: { score: 1 } }] };
  registry().answer(({ path }) => (path.endsWith("/advisories/bulk") ? json(200, advisories) : json(404, {})));
  return await checkAdvisories({ ...releaseOf(folder()), registry: registry().url }).catch(
    (cause: Error) => cause.message,
  );
}

it("passes without an advisory, and with a low one, and asks of packages for development, too", async () => {
  expect(await asked()).toBe("no advisory that is high or critical, 0 packages with a lower one");
  expect(await asked("low")).toBe("no advisory that is high or critical, 1 packages with a lower one");
});

it("fails with a critical one, and says which package and why", async () => {
  expect(await asked("critical")).toMatch(/^express \(critical\): Made up https:\/\/example\.org\/1\nRun `npm audit`/);
});

it("is not passed where the registry cannot be asked", async () => {
  await asked();
  registry().answer(() => json(405, {}));
  const step = checkAdvisories({ ...releaseOf(folder()), registry: registry().url });
  await expect(step).rejects.toThrow(
    /^not checked: the registry gives no advisories \(405 .*waive this step by its name/,
  );
});
