/** generated/docs/errors.md: every failure reason, its status and where it may be answered. */
import type { Api, FailureReason, Model, Operation } from "../model.ts";
import { header, type OutputFile } from "../output.ts";
import { code, codeList, markdownDocument, prose, table } from "./markdown.ts";

const SOURCE = "spec/contracts/openapi.yaml";
const UNROUTED = "any request that meets no route";

export function emit({ api }: Model): OutputFile[] {
  if (api === undefined) return [];
  const blocks = [
    "A refused request is answered with the status of its reason. No other reason is ever answered.",
    reasonsTable(api),
    "## Routes",
    routesTable(api),
  ];
  const text = markdownDocument(header("<!--", SOURCE, "docs-errors"), "Errors", blocks);
  return [{ path: "generated/docs/errors.md", text }];
}

function reasonsTable(api: Api): string {
  const row = ({ name, status, help }: FailureReason) => [
    code(name),
    String(status),
    prose(help),
    answeredBy(api, name),
  ];
  return table(["reason", "status", "meaning", "answered by"], api.reasons.map(row));
}

function answeredBy(api: Api, reason: string): string {
  const operations = api.operations.filter(({ responses }) =>
    responses.some(({ reasons }) => reasons.includes(reason)),
  );
  const routes = operations.map((operation) => code(route(operation)));
  return [...routes, ...(api.unroutedReasons.includes(reason) ? [UNROUTED] : [])].join(", ");
}

/** One row an operation: route, purpose, and the statuses it may answer. */
export function routesTable(api: Api): string {
  const row = (operation: Operation) => [
    code(route(operation)),
    prose(operation.summary),
    codeList([...new Set(operation.responses.map(({ status }) => String(status)))]),
  ];
  return table(["route", "purpose", "statuses"], api.operations.map(row));
}

function route({ method, path }: Operation): string {
  return `${method.toUpperCase()} ${path}`;
}
