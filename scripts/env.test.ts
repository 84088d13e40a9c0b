/** `npm run env` by its command line, and that a service refuses at its start what `check` finds. */
import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { callCommandLine, runCommandLine } from "./testkit/commands.ts";
import { useTempFolder } from "./testkit/folders.ts";
import { serviceVariables, spawnService } from "./testkit/service.ts";

const folder = useTempFolder();

async function file(name: string, text: string, mode = 0o600): Promise<string> {
  await writeFile(join(folder(), name), text);
  await chmod(join(folder(), name), mode);
  return join(folder(), name);
}

it("lists its commands, each with help that names all its options and its exit codes", async () => {
  const { exitCode, stdout } = await callCommandLine(folder(), {}, "env", ["--help"]);
  expect(exitCode).toBe(0);
  const verbs = [...stdout.matchAll(/^ {2}(\w+) {2}/gm)].map(([, verb = ""]) => verb);
  expect(verbs).toEqual(expect.arrayContaining(["check", "backup", "restore", "verify"]));
  for (const verb of verbs) {
    const help = await callCommandLine(folder(), {}, "env", [verb, "--help"]);
    expect([help.exitCode, help.stdout]).toEqual([0, expect.stringMatching(`^Usage: npm run env -- ${verb} `)]);
    expect(help.stdout).toMatch(/^Exit code: 0 good, /m);
    expect(Math.max(...help.stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(125);
  }
});

it("exits 2 with the usage of the command for one that is not typed right", async () => {
  for (const [args, said] of [
    [[], "A command is missing."],
    [["chekc"], "chekc: unknown command"],
    [["check", "--nothing"], "Unknown option '--nothing'"],
    [["check", "more"], "Unexpected argument 'more'"],
    [["backup"], "--to FOLDER is missing."],
    [["restore", "--from", "x"], "--identity-file FILE is missing."],
    [["restore", "--from", "x", "--identity-file", "y"], "--to FOLDER/.env is missing."],
  ] as const) {
    const { exitCode, stdout, stderr } = await callCommandLine(folder(), {}, "env", args);
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(said);
    expect(stderr).toContain("Usage: npm run env -- ");
  }
});

it("reads an --env-file that is meant for it, in a process of its own, and keeps the value to itself", async () => {
  const envFile = await file("service.env", "INGEST_PASSWORD=12345678\nPORT=8080\n", 0o644);
  const args = ["check", "--env-file", envFile];
  const { exitCode, stdout, stderr } = await runCommandLine(folder(), {}, "env", args);
  expect([exitCode, stderr]).toEqual([1, ""]);
  expect(stdout.split("\n")).toEqual([
    `${envFile}: mode 0644 lets others in; run: chmod 600 ${envFile}`,
    expect.stringMatching(/^INGEST_PASSWORD: it is easy to guess;/),
    "2 to mend.",
    "",
  ]);
  const missing = await runCommandLine(folder(), {}, "env", ["check", "--env-file", "none"]);
  expect([missing.exitCode, missing.stdout]).toEqual([1, expect.stringContaining("none: does not exist")]);
});

it("finds what the service refuses at its start in production and staging, a line each, and is not alone in it", async () => {
  await chmod(folder(), 0o770);
  const password = await file("password", "changeme\n", 0o604);
  await file(".env", `INGEST_PASSWORD_FILE=${password}\nWEBHOOK_SECRET=aaaaaaaaaaaaaaaa\n`, 0o640);
  const { INGEST_PASSWORD: _, ...variables } = serviceVariables(join(folder(), "data"));
  const { stdout } = await callCommandLine(folder(), {}, "env", ["check"]);
  const found = stdout.trimEnd().split("\n").slice(0, -1);
  expect(found).toHaveLength(6);
  const services = ["production", "staging"].map((nodeEnv) =>
    spawnService({ ...variables, NODE_ENV: nodeEnv }, { folder: folder() }),
  );
  for (const service of services) {
    expect(await service.ended).toBe(3);
    expect(service.output().trimEnd().split("\n")).toEqual(found);
  }
});

it("the service of a developer whose folder is open and whose password is a stand-in starts, and says nothing of it", async () => {
  await chmod(folder(), 0o775);
  await file(".env.local", "INGEST_PASSWORD=changeme\nLOG_LEVEL=warn\n");
  const variables = { ...serviceVariables(join(folder(), "data")), INGEST_PASSWORD: "", NODE_ENV: "development" };
  const service = spawnService({ ...variables, LOG_LEVEL: "info" }, { folder: folder() });
  await service.listening;
  service.child.kill("SIGTERM");
  expect(await service.ended).toBe(0);
  expect(service.output()).not.toMatch(/warning|changeme|stand-in|folder/);
});
