/** The compiler as a library: parse → resolve → check → emit. No process, no working directory. */
import { join } from "node:path";
import { applyAllows } from "./allow.ts";
import { PLAYBOOK } from "./blueprint.ts";
import { checks, lastChecks } from "./checks/index.ts";
import { panelsOf } from "./dashboards/panels.ts";
import { emitters } from "./emitters/index.ts";
import { type Document, type Loaded, listIfExists, parseText, readIfExists, subDocument } from "./load.ts";
import type { Model } from "./model.ts";
import type { OutputFile } from "./output.ts";
import { error, type Problem, type Severity, type Source, type Span, wholeFile } from "./problem.ts";
import { checkSchema, type SchemaName } from "./schema.ts";

export { resolve } from "./resolve.ts";

/** The files of a contract, valid by their schemas, nothing resolved yet. */
export interface Contract {
  readonly version: Document;
  readonly metrics: Document;
  readonly config: Document | undefined;
  readonly openapi: Document | undefined;
  readonly blueprints: readonly Source[];
  /** By name. */
  readonly dashboards: ReadonlyMap<string, Document>;
}

export interface Parsed {
  /** undefined when a file is missing, is no YAML or violates its schema. */
  readonly contract: Contract | undefined;
  readonly problems: readonly Problem[];
}

/** Where the files lie below the folder of a contract. Only the first two are required. */
export const CONTRACT_FILES = {
  version: "contracts/VERSION.json",
  metrics: "contracts/schemas/metrics.yaml",
  config: "contracts/schemas/config.yaml",
  openapi: "contracts/openapi.yaml",
} as const satisfies Record<ContractFile, string>;

type ContractFile = Exclude<SchemaName, "dashboard">;

const BLUEPRINTS = "docs/blueprints";

/** The blueprint whose steps are named by playbooks. */
export const BLUEPRINT_FILE = `${BLUEPRINTS}/${PLAYBOOK}`;

/** Each NAME.yaml in it is a dashboard. */
const DASHBOARDS_FOLDER = "dashboards";
const DASHBOARD_FILE = /^([a-z][a-z0-9-]*)\.yaml$/;

/**
 * Reads a folder laid out like spec/. `shownAs` is the path under which Problems name it.
 * Throws only for errors of the file system other than a missing file.
 */
export async function parse(folder: string, shownAs: string = folder): Promise<Parsed> {
  const problems: Problem[] = [];
  const read = async (file: string): Promise<Source | undefined> => {
    const path = `${shownAs}/${file}`;
    const text = await readIfExists(join(folder, file));
    if (text === null) problems.push(notUtf8(path));
    return text === undefined ? undefined : { path, text: text ?? "" };
  };
  const names = ["version", "metrics", "config", "openapi"] as const;
  const sources = await Promise.all(names.map((name) => read(CONTRACT_FILES[name])));
  const documentNames = (await listIfExists(join(folder, BLUEPRINTS))).filter((name) => name.endsWith(".md"));
  const blueprints = await Promise.all(documentNames.map((name) => read(`${BLUEPRINTS}/${name}`)));
  const panels = await readDashboards(join(folder, DASHBOARDS_FOLDER), read, (file) => `${shownAs}/${file}`, problems);
  if (problems.length > 0) return { contract: undefined, problems };
  const documents: Documents = {};
  for (const [index, name] of names.entries()) {
    const source = sources[index];
    if (source) documents[name] = collect(name, parseText(source), problems);
    else if (name === "version" || name === "metrics") problems.push(missing(`${shownAs}/${CONTRACT_FILES[name]}`));
  }
  const dashboards = [...panels].flatMap(([name, source]) => {
    const document = collect("dashboard", parseText(source), problems);
    return document ? [[name, document] as const] : [];
  });
  const consumers = {
    blueprints: blueprints.filter((blueprint) => blueprint !== undefined),
    dashboards: new Map(dashboards),
  };
  return { contract: assemble({ ...documents, ...consumers }, problems), problems };
}

/** The dashboards' sources by name; what else lies in their folder would be ignored silently and is a Problem. */
async function readDashboards(
  folder: string,
  read: (file: string) => Promise<Source | undefined>,
  shown: (file: string) => string,
  problems: Problem[],
): Promise<Map<string, Source>> {
  const found = new Map<string, Source>();
  for (const entry of await listIfExists(folder)) {
    const file = `${DASHBOARDS_FOLDER}/${entry}`;
    const name = DASHBOARD_FILE.exec(entry)?.[1];
    if (name === undefined) problems.push(notDashboard(shown(file)));
    const source = name === undefined ? undefined : await read(file);
    if (name !== undefined && source) found.set(name, source);
  }
  return found;
}

/** Reads the frozen contract of a release, the JSON that `Model.snapshot` holds. */
export function parseSnapshot(source: Source): Parsed {
  const loaded = parseText(source);
  const problems: Problem[] = [...loaded.problems];
  const documents: Documents = {};
  const { document } = loaded;
  if (document) {
    const parts = document.value as Partial<Record<ContractFile, unknown>>;
    for (const name of ["metrics", "config", "openapi"] as const) {
      if (parts[name] !== undefined)
        documents[name] = collect(name, { document: subDocument(document, name), problems: [] }, problems);
    }
    documents.version = subDocument(document, "version");
  }
  return { contract: assemble({ ...documents, blueprints: [], dashboards: new Map() }, problems), problems };
}

type Documents = { [Name in ContractFile]?: Document | undefined };

/** The document, held against its schema. */
function collect(name: SchemaName, { document, problems: found }: Loaded, problems: Problem[]): Document | undefined {
  problems.push(...found, ...(document ? checkSchema(document, name) : []));
  return document;
}

function assemble(
  { version, metrics, config, openapi, ...rest }: Documents & Pick<Contract, "blueprints" | "dashboards">,
  problems: readonly Problem[],
): Contract | undefined {
  if (!version || !metrics || problems.length > 0) return undefined;
  return { version, metrics, config, openapi, ...rest };
}

function missing(path: string): Problem {
  const help = `A contract needs ${CONTRACT_FILES.version} and ${CONTRACT_FILES.metrics}; the rest is optional.`;
  return error("contract/missing-file", wholeFile(path), `${path} does not exist.`, help);
}

function notDashboard(path: string): Problem {
  const message = `${path} is named like no dashboard, so nobody would ever see it.`;
  const help = `A dashboard is ${DASHBOARDS_FOLDER}/NAME.yaml, NAME in lower case with digits and dashes; move what is none.`;
  return error("contract/dashboard-file", wholeFile(path), message, help);
}

function notUtf8(path: string): Problem {
  return error("contract/encoding", wholeFile(path), `${path} is no UTF-8.`, "Save it as UTF-8.");
}

export interface CheckOptions {
  /** The day by which exceptions expire, 2026-12-31; the current one in UTC when left out. */
  readonly today?: string;
}

/**
 * Every finding of every check that no exception covers, and what is wrong with exceptions; in no order. Alerts are tried for
 * tests only where nothing else is an error.
 */
export function check(model: Model, { today = new Date().toISOString().slice(0, 10) }: CheckOptions = {}): Problem[] {
  const found = checks.flatMap((rule) => rule.check(model));
  const problems = applyAllows(model, withoutFollowing(model, withoutRepeats(model, found)), today);
  if (problems.some(({ severity }) => severity === "error")) return problems;
  return [...problems, ...lastChecks.flatMap((rule) => rule.check(model))];
}

/** A name that does not exist, or what is no PromQL: what is said of the rest of such an expression is guesswork. */
const UNREADABLE = ["promql/syntax", "promql/kind", "promql/unknown-metric", "promql/unknown-label"];
const GUESSWORK = [
  ...["promql/join", "promql/division", "promql/ratio", "alert/for", "promql/missing-series"],
  ...["dashboard/kind", "dashboard/legend", "dashboard/unit"],
];

/** Problems without those that a wrong name in the same alert, rule or panel brings with it. */
function withoutFollowing(model: Model, problems: readonly Problem[]): Problem[] {
  const within = (problem: Problem, node: Span) =>
    problem.at.source.path === node.source.path && node.start <= problem.at.start && problem.at.end <= node.end;
  const { alerts, recordingRules, slas } = model;
  const broken = [...alerts, ...recordingRules, ...slas, ...panelsOf(model)]
    .map(({ at }) => at())
    .filter((node) => problems.some((problem) => UNREADABLE.includes(problem.rule) && within(problem, node)));
  return problems.filter(
    (problem) => !GUESSWORK.includes(problem.rule) || !broken.some((node) => within(problem, node)),
  );
}

const BY_WEIGHT: readonly Severity[] = ["error", "warning", "info"];

/** A dozen rules are made of each objective, and all repeat what is wrong with it: a check says it once a place. */
function withoutRepeats({ slos }: Model, problems: readonly Problem[]): Problem[] {
  const nodes = slos.map(({ at }) => at());
  const told = new Set<string>();
  const weighed = BY_WEIGHT.flatMap((weight) => problems.filter(({ severity }) => severity === weight));
  return weighed.filter(({ rule, at: { source, start, end } }) => {
    if (!nodes.some((node) => node.source.path === source.path && node.start <= start && end <= node.end)) return true;
    const place = JSON.stringify([rule, source.path, start, end]);
    if (told.has(place)) return false;
    told.add(place);
    return true;
  });
}

/** Every file that the contract generates, by path. */
export async function emit(model: Model): Promise<OutputFile[]> {
  const files = (await Promise.all(emitters.map((emitter) => emitter.emit(model)))).flat();
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}
