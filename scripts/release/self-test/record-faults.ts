/** Faults in the records of a release, in git, and in what is frozen. */

import { EXAMPLE } from "../../git.ts";
import { INDEX_FILE, syncIndex } from "../../memory/index-file.ts";
import { PROGRESS_FILE } from "../../memory/progress.ts";
import { readVersion } from "../../memory/version.ts";
import { frozenPath } from "../freeze.ts";
import type { Copy } from "./copy.ts";
import { type Fault, inFiles, OPS } from "./fault.ts";

const LISTED = "- path: spec/contracts/openapi.yaml";

/** The gate compares the index as well. */
function inIndex(name: string, says: RegExp, plant: (copy: Copy) => Promise<unknown>): Fault {
  return inFiles(`INDEX.yaml: ${name}`, "index", says, plant, ["contract"]);
}

const indexFaults: readonly Fault[] = [
  inIndex("another version", /version is 9\.9\.9/, (copy) => copy.edit(INDEX_FILE, /^version: .*$/m, "version: 9.9.9")),
  inIndex("another day", /updated is 2020-02-02/, (copy) =>
    copy.edit(INDEX_FILE, /^updated: .*$/m, 'updated: "2020-02-02"'),
  ),
  inIndex("a stale digest", /sha256 of spec\/docs\/blueprints\/ops\.md/, (copy) =>
    copy.edit(OPS, "For the people", "For people"),
  ),
  inIndex("a listed file is gone", /gone\.yaml is listed and does not exist/, (copy) =>
    copy.edit(INDEX_FILE, LISTED, "- path: spec/contracts/gone.yaml"),
  ),
  inIndex("a file of the contract is not listed", /more\.yaml belongs to the contract/, (copy) =>
    copy.write("spec/contracts/more.yaml", "more: true\n"),
  ),
  inIndex("a file is listed twice", /VERSION\.json is listed twice/, (copy) =>
    copy.edit(INDEX_FILE, LISTED, "- path: spec/contracts/VERSION.json"),
  ),
  inIndex("a path outside the project", /no path inside the project/, (copy) =>
    copy.edit(INDEX_FILE, LISTED, "- path: ../openapi.yaml"),
  ),
  inIndex("it is no YAML", /yaml\/syntax/, (copy) => copy.edit(INDEX_FILE, "artifacts:", "artifacts: [")),
  inIndex("it is gone", /does not exist/, (copy) => copy.remove(INDEX_FILE)),
];

async function editProgress(copy: Copy, from: RegExp, to: string): Promise<void> {
  const { version } = await readVersion(copy.root);
  const lines = (await copy.read(PROGRESS_FILE)).split("\n");
  await copy.write(
    PROGRESS_FILE,
    lines.map((line) => (line.includes(`: ${version},`) ? line.replace(from, to) : line)).join("\n"),
  );
}

const progressFaults: readonly Fault[] = [
  inFiles("PROGRESS.md has no line of the version", "progress", /has no line of/, (copy) =>
    editProgress(copy, /.*/, ""),
  ),
  inFiles("PROGRESS.md has another day", "progress", /says 2020-02-02/, (copy) =>
    editProgress(copy, /\d{4}-\d{2}-\d{2}/, "2020-02-02"),
  ),
];

/** As the services that give out keys write them; put together, so that this file holds none. */
const LOOKS_LIKE_A_KEY = ["sk", "a".repeat(40)].join("-");

const ignoreFaults: readonly Fault[] = [
  inFiles(".gitignore does not name .env*", "gitignore", /\.env is not ignored/, (copy) =>
    copy.edit(".gitignore", /^\.env\*$/m, ""),
  ),
  inFiles(".gitignore names .env alone", "gitignore", /\.env\.local is not ignored/, (copy) =>
    copy.edit(".gitignore", /^\.env\*$/m, ".env"),
  ),
  inFiles(".env* is ignored in this clone alone", "gitignore", /\.env is not ignored/, async (copy) => {
    await copy.edit(".gitignore", /^\.env\*$/m, "");
    await copy.write(".git/info/exclude", ".env*\n");
  }),
  inFiles(".env.example is ignored", "gitignore", /\.env\.example is ignored/, (copy) =>
    copy.edit(".gitignore", /^!\.env\.example$/m, ""),
  ),
  inFiles(
    ".env.example holds a secret (codegen waived)",
    "gitignore",
    /value of the secret INGEST_PASSWORD/,
    (copy) => copy.edit(EXAMPLE, /^INGEST_PASSWORD=$/m, "INGEST_PASSWORD=a-real-password"),
    ["codegen"],
  ),
  inFiles(".env.example holds a secret", "codegen", /\.env\.example differs/, (copy) =>
    copy.edit(EXAMPLE, /^INGEST_PASSWORD=$/m, "INGEST_PASSWORD=a-real-password"),
  ),
];

async function commitEnv(copy: Copy): Promise<void> {
  await copy.write(".env", "INGEST_PASSWORD=was-committed-once\n");
  await copy.git("add", "-f", ".env");
  await copy.git("commit", "-q", "-m", "oops");
}

const trackedFaults: readonly Fault[] = [
  inFiles(".env is in the index", "tracked", /^\.env is in the index/m, async (copy) => {
    await copy.write(".env", "INGEST_PASSWORD=about-to-be-committed\n");
    await copy.git("add", "-f", ".env");
  }),
  inFiles(".env was committed once", "tracked", /^\.env is in the history/m, async (copy) => {
    await commitEnv(copy);
    await copy.git("rm", "-q", ".env");
    await copy.git("commit", "-q", "-m", "away");
  }),
  inFiles(".env is on another branch", "tracked", /^\.env is in the history/m, async (copy) => {
    await copy.git("checkout", "-q", "-b", "other");
    await commitEnv(copy);
    await copy.git("checkout", "-q", "-");
  }),
  inFiles(
    ".env.local is let in by a folder's own .gitignore",
    "tracked",
    /src\/\.env\.local|src\/core\/\.env/,
    async (copy) => {
      await copy.write("src/core/.gitignore", "!.env\n");
      await copy.write("src/core/.env", "INGEST_PASSWORD=about-to-be-committed\n");
    },
  ),
  inFiles("a file holds a key", "tracked", /README\.md holds what looks like a key/, (copy) =>
    copy.edit("README.md", "# PHC\n", `# PHC\n\nOPENAI_API_KEY=${LOOKS_LIKE_A_KEY}\n`),
  ),
  inFiles("a file held a key once", "tracked", /README\.md held, in the history/, async (copy) => {
    await copy.edit("README.md", "# PHC\n", `# PHC\n\nOPENAI_API_KEY=${LOOKS_LIKE_A_KEY}\n`);
    await copy.git("commit", "-qam", "oops");
    await copy.git("revert", "--no-edit", "HEAD");
  }),
];

const frozenFaults: readonly Fault[] = [
  inFiles(
    "the release is there already, with another contract",
    "freeze",
    /holds another contract/,
    async (copy) => {
      const { version } = await readVersion(copy.root);
      await copy.write(frozenPath(version), "{}");
      await syncIndex(copy.root);
    },
    ["contract"],
  ),
  inFiles("CHANGELOG.md has another day", "freeze", /has the date 2020-02-02/, async (copy) => {
    const { version, date } = await readVersion(copy.root);
    await copy.edit("CHANGELOG.md", `## ${version} – ${date}`, `## ${version} – 2020-02-02`);
  }),
];

export const recordFaults = [...indexFaults, ...progressFaults, ...ignoreFaults, ...trackedFaults];
export const lastFaults = frozenFaults;
