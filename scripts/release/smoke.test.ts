/** What the step on the service shows people to type. What it finds wrong with a service: the self-test. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { useTempFolder } from "../testkit/folders.ts";
import { releaseOf } from "../testkit/project.ts";
import { runCommand } from "./command.ts";
import { smokeCommand } from "./smoke.ts";

const folder = useTempFolder();
const URL = "http://127.0.0.1:8080";

/** What a shell makes of the command: its arguments, and the secrets' files in its environment. */
async function pasted(command: string): Promise<string> {
  const npm = `npm() { printf '%s|' "$@"; env | grep '_FILE=' | sort; }`;
  return (await runCommand("sh", ["-c", `${npm}\n${command}`], { folder: folder(), environment: {} })).output;
}

it("is a command line that can be pasted, whatever the path of the file is", async () => {
  const path = join(folder(), "the target's $HOME.env");
  const command = smokeCommand({ ...releaseOf(folder(), { kind: "env-file", path }), url: URL });
  expect(await pasted(command)).toBe(`run|smoke|--|--url|${URL}|--env-file|${path}|`);
});

it("gives the secrets of a folder by their paths", async () => {
  const path = join(folder(), "my secrets");
  await mkdir(path);
  for (const name of ["ingest_password", "METRICS_TOKEN"]) await writeFile(join(path, name), "");
  const command = smokeCommand({ ...releaseOf(folder(), { kind: "secrets-dir", path }), url: URL });
  expect(await pasted(command)).toBe(
    `run|smoke|--|--url|${URL}|INGEST_PASSWORD_FILE=${path}/ingest_password\nMETRICS_TOKEN_FILE=${path}/METRICS_TOKEN\n`,
  );
});

it("stands for the address where none was given", () => {
  expect(smokeCommand(releaseOf(folder()))).toBe("npm run smoke -- --url URL");
});
