/** What YAML's grammar takes and a contract does not: aliases without end, merge keys, keys that are no names, loose JSON. */
import { type Alias, isScalar, type Node, type Pair, visit, type YAMLMap, type Document as YamlDocument } from "yaml";
import { error, type Problem, type Source, type Span } from "./problem.ts";
import type { Targets } from "./yaml-aliases.ts";

/** Every such place of a document that has no syntax error. */
export function yamlFaults(yaml: YamlDocument, source: Source, targets: Targets): Problem[] {
  const problems: Problem[] = [];
  const report = (rule: string, node: unknown, message: string, help: string) =>
    problems.push(error(`yaml/${rule}`, spanOf(node, source), message, help));
  visit(yaml, {
    Alias: (_, alias, path) => checkAlias(alias, targets.get(alias), path, report),
    Map: (_, map) => checkKeys(map, report),
  });
  return source.path.endsWith(".json") && problems.length === 0 ? jsonFaults(source) : problems;
}

type Report = (rule: string, node: unknown, message: string, help: string) => void;

function checkAlias(
  alias: Alias,
  target: Node | undefined,
  path: readonly (YamlDocument | Node | Pair)[],
  report: Report,
): void {
  if (target === undefined) {
    const message = `No anchor \`&${alias.source}\` stands above this alias.`;
    report("alias", alias, message, `Write \`&${alias.source}\` before the first use, or the value itself.`);
  } else if (path.includes(target)) {
    const message = `The alias \`*${alias.source}\` stands inside what it names, so it has no end.`;
    report("alias", alias, message, "Write the value itself.");
  }
}

function checkKeys(map: YAMLMap, report: Report): void {
  const seen = new Set<string>();
  for (const { key } of map.items) {
    const name = isScalar(key) && ["string", "number"].includes(typeof key.value) ? String(key.value) : undefined;
    if (name === undefined) report("key", key ?? map, "This key is no text.", "Write a name; put quotes around it.");
    else if (name === "<<") {
      report(
        "merge-key",
        key,
        "YAML 1.2 has no merge keys.",
        "Write the keys out, or alias the whole value: `key: *name`.",
      );
    } else if (seen.has(name)) {
      report("duplicate-key", key, `The key \`${name}\` stands twice in one mapping.`, "Keep one of the two.");
    }
    seen.add(name ?? "");
  }
}

/** A .json file is JSON, because other tools read it as that. */
function jsonFaults(source: Source): Problem[] {
  try {
    JSON.parse(source.text);
    return [];
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    // Of a short text the parser quotes all instead of saying where; then the fault is near its start.
    const start = Number(
      /at position (\d+)/.exec(message)?.[1] ?? (message.includes("end of") ? source.text.length : 0),
    );
    const what = message.replace(/,? (in JSON at position|").*$/s, "");
    const at = { source, start, end: start + 1 };
    return [error("json/syntax", at, `${what}.`, "Write strict JSON: no comments, no comma before } or ].")];
  }
}

function spanOf(node: unknown, source: Source): Span {
  const range = typeof node === "object" && node !== null && "range" in node ? node.range : undefined;
  const [start, end] = Array.isArray(range) ? range.map(Number) : [];
  return { source, start: start ?? 0, end: Math.max((start ?? 0) + 1, end ?? 0) };
}
