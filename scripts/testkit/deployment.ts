/** What the files of the deployment say: compose.yaml, Dockerfile and the load balancer's configuration, read as data. */
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { parse } from "yaml";

const ROOT = resolve(import.meta.dirname, "../..");

interface SecretMount {
  readonly source: string;
  readonly target: string;
}

/** A service of compose.yaml, as far as tests look at it; the schema has checked its shape. */
export interface ComposeService {
  readonly image?: string;
  readonly build?: string;
  readonly user?: string;
  readonly hostname?: string;
  readonly restart?: string;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly command?: readonly string[];
  readonly secrets?: readonly (string | SecretMount)[];
  readonly volumes?: readonly string[];
  readonly tmpfs?: readonly string[];
  readonly ports?: readonly string[];
  readonly networks?: readonly string[] | Readonly<Record<string, { readonly ipv4_address?: string }>>;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly stop_grace_period?: string;
  readonly stop_signal?: string;
  readonly deploy?: { readonly resources?: { readonly limits?: { readonly cpus?: string; readonly memory?: string } } };
}

interface Subnet {
  readonly subnet: string;
  readonly gateway?: string;
}

export interface ComposeFile {
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
  readonly volumes: Readonly<Record<string, object>>;
  readonly networks: Readonly<Record<string, { readonly ipam?: { readonly config: readonly Subnet[] } }>>;
}

/** A file of the deployment; the path is from the root. */
export function readDeployed(path: string): Promise<string> {
  return readFile(resolve(ROOT, path), "utf8");
}

/** compose.yaml with its anchors filled in, as Docker Compose reads it; without the parts that only name anchors. */
export async function readCompose(): Promise<ComposeFile> {
  return parse(await readDeployed("compose.yaml"), { merge: true });
}

/** Where a service finds each of its secrets, by the name of the secret. */
export function secretsOf({ secrets = [] }: ComposeService): Readonly<Record<string, string>> {
  return Object.fromEntries(
    secrets.map((mount) =>
      typeof mount === "string" ? [mount, `/run/secrets/${mount}`] : [mount.source, mount.target],
    ),
  );
}

/** An instruction of a Dockerfile: its word, and the rest of its line. */
export interface Instruction {
  readonly word: string;
  readonly rest: string;
}

/** The stages of the Dockerfile in their order, each beginning with its FROM. */
export async function readDockerfile(): Promise<Instruction[][]> {
  const lines = (await readDeployed("Dockerfile")).replaceAll("\\\n", " ").split("\n");
  const stages: Instruction[][] = [];
  for (const line of lines) {
    const [, word, rest] = /^([A-Z]+) +(.+)$/.exec(line) ?? [];
    if (word === undefined || rest === undefined) continue;
    if (word === "FROM") stages.push([]);
    stages.at(-1)?.push({ word, rest });
  }
  return stages;
}

/** Seconds of a time as compose files and HAProxy write it: 90s, 2m, 1s500ms is not used. */
export function secondsOf(time: string): number {
  const [, count, unit] = /^(\d+)(ms|s|m)$/.exec(time) ?? [];
  if (count === undefined) throw new Error(`${time}: is no time that this reads, as 90s`);
  return Number(count) * (unit === "ms" ? 0.001 : unit === "m" ? 60 : 1);
}

/** The value of a directive of the load balancer, as `timeout server`. Throws when it is not there exactly once. */
export function directive(config: string, name: string): string {
  const found = config.split("\n").flatMap((line) => {
    const text = line.trim();
    return text.startsWith(`${name} `) ? [text.slice(name.length + 1)] : [];
  });
  const [only] = found;
  if (only === undefined || found.length > 1) throw new Error(`haproxy.cfg has ${found.length} lines "${name}".`);
  return only;
}
