/** The pages of the rules: one for every id that a Problem may have, and how a page is laid out. */
import type { Explanation } from "./checks/check.ts";
import { checks, lastChecks } from "./checks/index.ts";
import { otherRules } from "./checks/others.ts";
import { type ChangeId, taxonomy } from "./evolution/taxonomy.ts";
import type { Severity } from "./problem.ts";
import { suggest } from "./schema.ts";

/** What there is to say of a rule. The id `area/*` stands for every rule of the area without a page to itself. */
export interface Page {
  readonly id: string;
  readonly code?: string;
  readonly explain: Explanation;
}

/** Every page, by id. */
export const pages: readonly Page[] = [
  ...[...checks, ...lastChecks].flatMap(({ explain, ...check }) =>
    explain === undefined ? [] : [{ ...check, explain }],
  ),
  ...otherRules,
].sort((a, b) => (a.id < b.id ? -1 : 1));

/** The pages that a slug or a number asks for, in any case; several rules may share a number. */
export function findPages(asked: string): readonly Page[] {
  const wanted = asked.trim().toLowerCase();
  const named = pages.filter(({ id, code }) => id === wanted || code?.toLowerCase() === wanted);
  return named.length > 0 ? named : pages.filter(({ id }) => id.endsWith("/*") && wanted.startsWith(id.slice(0, -1)));
}

/** For an id without a page: the nearest that has one. */
export function suggestPage(asked: string): string {
  const wanted = asked.trim();
  const isNumber = /^p?\d+$/i.test(wanted);
  const known = pages.flatMap(({ id, code = [] }) => (isNumber ? code : [id]));
  return suggest(isNumber ? wanted.toUpperCase() : wanted.toLowerCase(), [...new Set(known)].sort());
}

/** The shortest way to the page of a Problem: its number where that is one page, else its slug. */
export function pageOf({ rule, code }: { readonly rule: string; readonly code?: string }): string | undefined {
  if (code !== undefined && findPages(code).length === 1) return code;
  return findPages(rule).length > 0 ? rule : undefined;
}

/** How the parts of a page look in some medium. */
export interface PageStyle {
  readonly title: (page: Page) => string;
  readonly prose: (text: string) => string;
  readonly example: (text: string) => string;
}

/** The parts of a page from top to bottom, in the style of the medium. */
export function layOut(page: Page, { title, prose, example }: PageStyle): string[] {
  const { what, why, wrong, right } = page.explain;
  return [
    title(page),
    `Severity: ${severitiesOf(page).join(" or ")}.`,
    prose(what),
    prose(why),
    "Wrong:",
    example(wrong),
    "Right:",
    example(right),
  ];
}

export function severitiesOf({ explain: { severities = ["error"] } }: Page): readonly Severity[] {
  return severities;
}

const TERMINAL: PageStyle = {
  title: ({ id, code }) => (code === undefined ? id : `${id} (${code})`),
  prose: (text) => text,
  example: (text) => text.trimEnd().replace(/^(?=.)/gm, "  "),
};

/** Pages as plain text, ending in a newline. */
export function pagesAsText(asked: readonly Page[]): string {
  return asked
    .map(
      (page) =>
        `${layOut(page, TERMINAL)
          .join("\n\n")
          .replace(/:\n\n {2}/g, ":\n  ")}\n`,
    )
    .join("\n\n");
}

/** The kinds of changes that the diff knows, by number, as documents show them. */
export function kindsOf() {
  const ids = Object.keys(taxonomy).sort() as ChangeId[];
  return ids.map((id) => ({
    id,
    ...taxonomy[id],
    classes: [taxonomy[id].class, ...(taxonomy[id].or ?? [])].join(" or "),
  }));
}

/** What there is to say of a kind of change, ending in a newline; undefined when there is no such kind. */
export function kindAsText(asked: string): string | undefined {
  const found = kindsOf().find(({ id }) => id === asked.trim().toUpperCase());
  if (!found) return undefined;
  const { id, title, classes, breaks, why, mirror } = found;
  const broken = breaks.length === 0 ? "" : `\nBreaks: ${breaks.join(", ")}.`;
  return `${id}: ${title}\n\nClass: ${classes}.${broken}\nWhy: ${why}.\nBackwards: ${mirror}.\n`;
}
