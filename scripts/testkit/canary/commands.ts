/** The operators' commands beside a service whose secrets are made up, and starts of it that must fail. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runCommandLine } from "../commands.ts";
import { text } from "../provider-server.ts";
import { spawnService } from "../service.ts";
import type { Client } from "./client.ts";
import { replies } from "./replies.ts";
import { coreOf, openVariables, plant, secretFiles, secretValues, severalAtOnce, type World } from "./world.ts";

const COMMANDS: readonly (readonly string[])[] = [
  ["ops", "slot", "slot-001"],
  ["ops", "jobs"],
  ["ops", "audit"],
  ["ops", "settings"],
  ["ops", "providers"],
  ["ops", "password"],
  ["ops", "token", "list"],
  ["ops", "stats"],
  ["cleanup_media", "--dry-run"],
  ["cleanup_media"],
];

/** Below the folder of a life: its secrets as lines of one file. */
const ENV_FILE = "secrets/service.env";

export async function runCommands(world: World, client: Client): Promise<void> {
  world.server.answer(() => text(204, ""));
  const files = { ...openVariables(world), ...secretFiles(world) };
  const lines = Object.entries(secretValues(world)).map(([name, value]) => `${name}='${value}'\n`);
  await writeFile(join(world.folder, ENV_FILE), lines.join(""), { mode: 0o600 });
  const run = async (words: readonly string[], variables: Readonly<Record<string, string>>) => {
    const [name = "", ...args] = words;
    const { exitCode, stdout, stderr } = await runCommandLine(world.folder, variables, name, args);
    world.exits.set(words.join(" "), exitCode);
    world.places.push({ name: `the output of ${words.join(" ")}`, bytes: Buffer.from(stdout + stderr) });
  };
  await severalAtOnce(COMMANDS, (words) => run(words, files));
  await run(["env", "check", "--env-file", ENV_FILE], {});
  await run(["env", "verify", "--record", "--env-file", ENV_FILE], {});
  await run(["env", "verify", "--env-file", ENV_FILE], {});
  const smoke = ["smoke", "--url", client.url];
  await run(smoke, files);
  const INGEST_PASSWORD = plant(world, "a wrong password of the smoke test");
  await run(smoke, { ...openVariables(world), ...secretValues(world), INGEST_PASSWORD });
}

/** Starts that must fail, each with secrets that are wrong in another way. */
export async function refuseStarts(world: World): Promise<void> {
  const { secrets, folder, server } = world;
  const files = secretFiles(world);
  const broken = async (name: string, change: (value: string) => string, mode = 0o600) => {
    await mkdir(join(folder, "secrets", name));
    const written = secrets.map(async ({ variable, value }) => {
      const path = join(folder, "secrets", name, variable.toLowerCase());
      await writeFile(path, change(value), { mode });
      return [`${variable}_FILE`, path] as const;
    });
    return Object.fromEntries(await Promise.all(written));
  };
  const password = coreOf(world, "INGEST_PASSWORD");
  const address = `postgres://somebody:${password}@127.0.0.1:1/phc`;
  const starts: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    "every secret twice": { ...files, ...secretValues(world) },
    "files of two lines": await broken("lines", (value) => `${value}\n${value}\n`),
    "files with a zero byte": await broken("zeros", (value) => `${value}\0`),
    "files that others can read": await broken("modes", (value) => value, 0o644),
    "values cut in the middle": await broken("cut", (value) => `!${value}`),
    "a database that is not there": { ...files, DATABASE_URL: address, DATABASE_URL_FILE: "" },
    "a database address that is none": { ...files, DATABASE_URL: `mysql://${password}@h`, DATABASE_URL_FILE: "" },
    "accounts that are none": { ...files, OPERATORS: `anna:scrypt:${password}`, OPERATORS_FILE: "" },
    "an address with a password": { ...files, GEMINI_BASE_URL: `https://me:${password}@h/` },
    "an S3 server that repeats": {
      ...files,
      MEDIA_URL: "s3://pictures",
      S3_ENDPOINT: server.url,
      DATA_DIR: join(folder, "s3"),
    },
  };
  const reply = replies["an error 400"];
  if (reply !== undefined) server.answer(reply);
  await severalAtOnce(Object.entries(starts), async ([name, variables]) => {
    const service = spawnService({ ...openVariables(world), ...variables }, { folder });
    world.services.push(service.child.pid ?? 0);
    await Promise.race([service.ended, service.listening.catch(() => "")]);
    service.child.kill("SIGTERM");
    await service.ended;
    world.places.push({ name: `the output of a start with ${name}`, bytes: Buffer.from(service.output()) });
  });
}
