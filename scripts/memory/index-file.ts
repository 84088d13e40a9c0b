/** .memory/INDEX.yaml: which files make up the contract, with the version, its day and the digest of each file. */
import { createHash } from "node:crypto";
import { lstat, readdir, readFile } from "node:fs/promises";
import { join, posix } from "node:path";
import { parseDocument, type YAMLMap, YAMLSeq, type Document as YamlDocument } from "yaml";
import { BLUEPRINT_FILE } from "../../codegen/index.ts";
import { type Document, parseText, readIfExists } from "../../codegen/load.ts";
import { error, type Problem, type Span, wholeFile } from "../../codegen/problem.ts";
import { readVersion } from "./version.ts";
import { writeFilesWhole } from "./write-files.ts";

/** A file of the contract. */
export interface Artifact {
  /** From the root of the project, with forward slashes. */
  readonly path: string;
  /** Of its bytes, hexadecimal. */
  readonly sha256: string;
}

export interface Index {
  readonly version: string;
  /** The day of the version, 2026-12-31. */
  readonly updated: string;
  readonly artifacts: readonly Artifact[];
}

/** Where it lies below the root of a project. */
export const INDEX_FILE = ".memory/INDEX.yaml";

const CONTRACTS = "spec/contracts";
const BLUEPRINTS = posix.dirname(`spec/${BLUEPRINT_FILE}`);
const FIX = "Run `npm run contract -- bump`, which writes it, or put it right by hand.";

/** The file as it is; undefined when there is none. Throws an Error that names the place when it is no index. */
export async function readIndex(root: string): Promise<Index | undefined> {
  const { document, problems } = await load(root);
  const [first] = problems;
  if (first?.rule === "index/missing") return undefined;
  if (first) throw new Error(`${first.at.source.path}: ${first.message}`);
  return indexOf(document);
}

/**
 * Everything that the index says and that is not so, and every file of the contract that it leaves out. Files whose name
 * begins with a dot are none. Throws an Error when VERSION.json cannot be read.
 */
export async function checkIndex(root: string): Promise<Problem[]> {
  const { document, problems } = await load(root);
  if (!document || problems.length > 0) return [...problems];
  const index = indexOf(document);
  const { version, date } = await readVersion(root);
  const artifacts = await Promise.all(
    index.artifacts.map((artifact, i) => checkArtifact(root, artifact, (key) => document.at("artifacts", i, key))),
  );
  return [
    ...differs(document, "version", index.version, version),
    ...differs(document, "updated", index.updated, date),
    ...repeated(index.artifacts, (i) => document.at("artifacts", i, "path")),
    ...artifacts.flat(),
    ...unlisted(index, await contractFiles(root), document.keyAt("artifacts")),
  ];
}

/**
 * Writes the version, its day and the digest of every file of the contract. Listed files stay where they are, new ones
 * follow, those that are gone go; comments above the first key are kept. Makes the file when there is none. Throws an
 * Error when it, or VERSION.json, cannot be understood.
 */
export async function syncIndex(root: string): Promise<void> {
  await writeFilesWhole(root, new Map([[INDEX_FILE, await indexText(root)]]));
}

/** What syncIndex would write if these files, path from the root → text, were there as well. */
export async function indexText(root: string, upcoming: ReadonlyMap<string, string> = new Map()): Promise<string> {
  const old = await readIndex(root);
  const { version, date } = await readVersion(root);
  const listed = (old?.artifacts ?? []).map(({ path }) => path).filter(isInside);
  const files = [...new Set([...listed, ...(await contractFiles(root)), ...upcoming.keys()])];
  const artifacts = await Promise.all(
    files.map(async (path) => {
      const text = upcoming.get(path);
      return text === undefined ? await artifactOf(root, path) : { path, sha256: sha256(text) };
    }),
  );
  const text = (await readIfExists(join(root, INDEX_FILE))) ?? "";
  return render(parseDocument(text), {
    version,
    updated: date,
    artifacts: artifacts.filter((one) => one !== undefined),
  });
}

function render(yaml: YamlDocument, { version, updated, artifacts }: Index): string {
  if (yaml.contents === null) yaml.contents = yaml.createNode({});
  const list = new YAMLSeq<YAMLMap>();
  for (const artifact of artifacts) list.add(yaml.createNode({ ...artifact }));
  yaml.set("version", version);
  const day = yaml.createNode(updated);
  day.type = "QUOTE_DOUBLE";
  yaml.set("updated", day);
  yaml.set("artifacts", list);
  return yaml.toString({ lineWidth: 0 });
}

async function load(root: string): Promise<{ readonly document?: Document; readonly problems: readonly Problem[] }> {
  const text = await readIfExists(join(root, INDEX_FILE));
  const file = wholeFile(INDEX_FILE);
  if (text === undefined) return { problems: [error("index/missing", file, `${INDEX_FILE} does not exist.`, FIX)] };
  if (text === null)
    return { problems: [error("index/form", file, `${INDEX_FILE} is no UTF-8.`, "Save it as UTF-8.")] };
  const { document, problems } = parseText({ path: INDEX_FILE, text });
  return document ? { document, problems: formFaults(document) } : { problems };
}

const FORM = "Write version, updated and artifacts, a list of {path, sha256}; dates in quotes.";

function formFaults(document: Document): Problem[] {
  const { value, at } = document;
  if (!isRecord(value)) return [error("index/form", at(), "The index is no mapping.", FORM)];
  const faults = ["version", "updated"]
    .filter((key) => typeof value[key] !== "string")
    .map((key) => error("index/form", at(key), `${key} is missing, or no text.`, FORM));
  const { artifacts } = value;
  if (!Array.isArray(artifacts))
    return [...faults, error("index/form", at("artifacts"), "artifacts is no list.", FORM)];
  const items: readonly unknown[] = artifacts;
  const wrong = items.flatMap((item, i) =>
    isRecord(item) && typeof item["path"] === "string" && typeof item["sha256"] === "string"
      ? []
      : [error("index/form", at("artifacts", i), "This entry has no path, or no sha256.", FORM)],
  );
  return [...faults, ...wrong];
}

/** Of a document without faults of form. */
function indexOf(document: Document | undefined): Index {
  return document?.value as Index;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function differs(document: Document, key: "version" | "updated", found: string, right: string): Problem[] {
  if (found === right) return [];
  const message = `${key} is ${found}, but VERSION.json says ${right}.`;
  return [error(`index/${key}`, document.at(key), message, FIX)];
}

function repeated(artifacts: readonly Artifact[], at: (i: number) => Span): Problem[] {
  const paths = artifacts.map(({ path }) => path);
  return paths.flatMap((path, i) =>
    paths.indexOf(path) === i
      ? []
      : [error("index/duplicate", at(i), `${path} is listed twice.`, "Keep one of the two entries.")],
  );
}

async function checkArtifact(
  root: string,
  { path, sha256 }: Artifact,
  at: (key: keyof Artifact) => Span,
): Promise<Problem[]> {
  if (!isInside(path)) {
    const help = "List files of the project, from its root, with forward slashes and without `..`.";
    return [error("index/outside", at("path"), `${path} is no path inside the project.`, help)];
  }
  const now = await artifactOf(root, path);
  if (now === undefined) {
    const message = `${path} is listed and does not exist as a file.`;
    return [error("index/gone", at("path"), message, "Restore the file, or take the entry out.")];
  }
  if (now.sha256 === sha256) return [];
  const message = `The sha256 of ${path} is ${now.sha256} now.`;
  return [error("index/stale", at("sha256"), message, FIX)];
}

function unlisted({ artifacts }: Index, files: readonly string[], at: Span): Problem[] {
  return files
    .filter((file) => !artifacts.some(({ path }) => path === file))
    .map((file) => error("index/unlisted", at, `${file} belongs to the contract and is not listed.`, FIX));
}

/** A normal relative path that stays below the root. */
function isInside(path: string): boolean {
  return path === posix.normalize(path) && !posix.isAbsolute(path) && !/^\.\.?(\/|$)|\\/.test(path);
}

async function artifactOf(root: string, path: string): Promise<Artifact | undefined> {
  if (!(await isFile(join(root, path)))) return undefined;
  return { path, sha256: sha256(await readFile(join(root, path))) };
}

function sha256(content: string | Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}

/** Files of the contract that exist: whatever lies below its folder, and the blueprint. */
async function contractFiles(root: string): Promise<string[]> {
  const entries = await readdir(join(root, CONTRACTS), { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => posix.join(CONTRACTS, posix.relative(join(root, CONTRACTS), join(entry.parentPath, entry.name))))
    .filter((path) => !path.split("/").some((name) => name.startsWith(".")));
  const documents = await readdir(join(root, BLUEPRINTS), { withFileTypes: true }).catch(() => []);
  const blueprints = documents.filter((entry) => entry.isFile() && /^[^.].*\.md$/.test(entry.name));
  return [...paths.sort(), ...blueprints.map(({ name }) => posix.join(BLUEPRINTS, name)).sort()];
}

async function isFile(path: string): Promise<boolean> {
  const found = await lstat(path).catch(() => undefined);
  return found?.isFile() === true;
}
