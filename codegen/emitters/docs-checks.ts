/**
 * generated/docs/checks.md: every rule that a Problem may carry, for a reader who met one. It depends on the compiler and
 * not on the contract, so it is no member of the emitters: the command line writes it beside what they return.
 */
import { layOut, type Page, type PageStyle, pages, severitiesOf } from "../explain.ts";
import { header, type OutputFile } from "../output.ts";
import { code, codeBlock, link, markdownDocument, prose, table } from "./markdown.ts";

const SOURCE = "codegen/checks/";

export function emit(): OutputFile[] {
  const blocks = [
    "Every rule that the compiler of the contract knows. `npm run codegen -- --explain ID` prints a section by its rule or number.",
    "An error fails the run. A warning is reported. An info is printed with `--verbose` only.",
    table(["rule", "number", "severity", "finds"], pages.map(row)),
    ...pages.flatMap((page) => layOut(page, MARKDOWN)),
  ];
  const text = markdownDocument(header("<!--", SOURCE, "docs-checks"), "Checks", blocks);
  return [{ path: "generated/docs/checks.md", text }];
}

function row(page: Page): string[] {
  const { id, code: number = "", explain } = page;
  return [link(code(id), `#${anchor(id)}`), number, severitiesOf(page).join(", "), prose(explain.what)];
}

const MARKDOWN: PageStyle = {
  title: ({ id, code: number }) => `## ${code(id)}${number === undefined ? "" : `\n\nNumber ${number}.`}`,
  prose,
  example: (text) => codeBlock("text", text),
};

/** As GitHub makes it from the heading. */
function anchor(id: string): string {
  return id.replaceAll(/[^a-z0-9-]/g, "");
}
