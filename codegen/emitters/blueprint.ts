/** The operators' documents with the tables between their marks made anew; the words around them are their authors'. */
import { originalOf } from "../blueprint.ts";
import type { Blueprint, Model } from "../model.ts";
import type { OutputFile } from "../output.ts";
import { alertsTable, playbookLink, slasTable } from "./docs-alerts.ts";
import { secretsTable } from "./docs-config.ts";
import { routesTable } from "./docs-errors.ts";
import { metricsTable } from "./docs-metrics.ts";

const REPOSITORY_ROOT = "../../../";
const ALERTS_PAGE = `${REPOSITORY_ROOT}generated/docs/alerts.md`;

/** What may stand between `<!-- generated:NAME -->` and `<!-- /generated:NAME -->`. */
export const blocks: Readonly<Record<string, (model: Model, blueprint: Blueprint) => string>> = {
  kpis: (model) => slasTable(model, ALERTS_PAGE),
  alerts: (model, { file }) => alertsTable(model, ALERTS_PAGE, (reference) => playbook(reference, file)),
  metrics: (model) => metricsTable(model),
  secrets: ({ config }) => secretsTable(config ?? []),
  routes: ({ api }) => (api === undefined ? "" : routesTable(api)),
};

export function emit(model: Model): OutputFile[] {
  return model.blueprints.map((blueprint) => withTables(model, blueprint));
}

function withTables(model: Model, blueprint: Blueprint): OutputFile {
  const text = blueprint.text.replace(
    /(<!-- generated:([\w-]+) -->)[\s\S]*?(<!-- \/generated:\2 -->)/g,
    (whole, open: string, name: string, close: string) => {
      const render = Object.hasOwn(blocks, name) ? blocks[name] : undefined;
      return render === undefined ? whole : `${open}\n\n${render(model, blueprint)}\n\n${close}`;
    },
  );
  return { path: blueprint.file, text };
}

/** A step of this very document, or of the one that it translates, is linked by its anchor alone. */
function playbook(reference: string, file: string): string {
  const original = originalOf(file);
  return playbookLink(reference, (path) =>
    path.startsWith(`${original}#`) ? path.slice(original.length) : `${REPOSITORY_ROOT}${path}`,
  );
}
