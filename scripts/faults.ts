/** Usage: npm run faults [-- --full] [--only NAME] [--database KIND] [--seed N]: brings about what can go wrong, and looks what was lost. */
import { randomInt } from "node:crypto";
import { exitCodes, parseOptions, runCommand, UsageError } from "./command.ts";
import { type DatabaseKind, databaseKinds } from "./faults/fault.ts";
import { faults } from "./faults/registry.ts";
import { type Row, runFaults } from "./faults/runner.ts";
import { startPostgres } from "./testkit/postgres.ts";
import { ask } from "./testkit/postgres-ask.ts";

const names = faults.map(({ name, says }) => `  ${name.padEnd(12)} ${says}`).join("\n");
const usage = `Usage: npm run faults [-- --full] [--only NAME] [--database ${databaseKinds.join("|")}] [--seed N]

Brings about what can go wrong with a real service on each database, and looks afterwards at what the client was told, and
at database, media, provider and metrics: nothing may be lost or left behind. spec/docs/reliability.md has the promises.

${names}

  --full       the full size, which takes hours; without it about six minutes
  --only       one fault; may be given several times
  --database   on this kind alone
  --seed       the random numbers of an earlier run

Exit code: 0 all promises kept, 1 one was broken, 2 wrong usage, 3 could not run. What this machine lacks for a fault is
said; with CI=true it counts as broken.`;

async function run(argv: string[]): Promise<number> {
  const { values } = parseOptions({
    args: argv,
    options: {
      full: { type: "boolean", default: false },
      only: { type: "string", multiple: true, default: [] },
      database: { type: "string", multiple: true, default: [] },
      seed: { type: "string" },
    },
  });
  const seed = values.seed === undefined ? randomInt(2 ** 31) : toSeed(values.seed);
  const chosen = faults.filter(({ name }) => values.only.length === 0 || values.only.includes(name));
  const unknown = values.only.find((name) => !faults.some((fault) => fault.name === name));
  if (unknown !== undefined) throw new UsageError(`--only ${unknown}: there is no such fault`);
  const databases = values.database.map(toKind);
  const size = values.full ? "full" : "quick";
  process.stdout.write(`seed ${seed}\n`);
  const server = await startPostgres({ fsync: false });
  try {
    let databaseNumber = 0;
    const newDatabase = {
      sqlite: async () => ({ url: "", drop: async () => {} }),
      async postgres() {
        databaseNumber += 1;
        const name = `fault_${databaseNumber}`;
        await ask(server.url, `create database ${name}`);
        const url = server.url.replace(/\/postgres$/, `/${name}`);
        return { url, drop: async () => void (await ask(server.url, `drop database if exists ${name} with (force)`)) };
      },
    };
    const told = (row: Row) => process.stdout.write(tell(row, seed, values.full));
    const say = (line: string) => process.stderr.write(`${line}\n`);
    const plan = { faults: chosen, databases: databases.length === 0 ? databaseKinds : databases, size, seed } as const;
    const rows = await runFaults({ ...plan, told, say }, newDatabase);
    const untried = process.env["CI"] === "true" && rows.some(({ is }) => is === "not tried");
    return untried || rows.some(({ is }) => is === "broken") ? exitCodes.found : exitCodes.good;
  } finally {
    await server.remove();
  }
}

function tell({ fault, database, is, did, broken, seconds }: Row, seed: number, full: boolean): string {
  const line = `${is.padEnd(9)}  ${fault.padEnd(12)} ${database.padEnd(8)}  ${did} (${seconds.toFixed(1)} s)`;
  const again = `npm run faults -- ${full ? "--full " : ""}--only ${fault} --database ${database} --seed ${seed}`;
  const more = is === "broken" ? [...broken, `again: ${again}`] : [];
  return [line, ...more.map((text) => `           ${text}`), ""].join("\n");
}

function toSeed(text: string): number {
  if (!/^\d{1,10}$/.test(text)) throw new UsageError(`--seed ${text}: a whole number`);
  return Number(text);
}

function toKind(text: string): DatabaseKind {
  const found = databaseKinds.find((kind) => kind === text);
  if (found === undefined) throw new UsageError(`--database ${text}: one of ${databaseKinds.join(", ")}`);
  return found;
}

await runCommand(usage, run);
