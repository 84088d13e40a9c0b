/**
 * generated/docs/changes.md: every kind of change that the diff of two contracts tells apart. It depends on the compiler and
 * not on the contract, as docs-checks.ts does.
 */
import { kindsOf } from "../explain.ts";
import { header, type OutputFile } from "../output.ts";
import { code, markdownDocument, table } from "./markdown.ts";

const SOURCE = "codegen/evolution/taxonomy.ts";

export function emit(): OutputFile[] {
  const blocks = [
    "Every kind of change of a contract, and the step of the version that it needs. `npm run contract -- diff BASE TARGET` tells which there are between two contracts, `npm run contract -- check` whether the version is high enough for them.",
    "Before 1.0.0 a major change raises the second number, and every other the third. What no rule knows is `X00`, and major.",
    "Backwards is the kind of the same change undone.",
    table(
      ["kind", "what changed", "class", "breaks", "why", "backwards"],
      kindsOf().map(({ id, title, classes, breaks, why, mirror }) => [
        code(id),
        title,
        classes,
        breaks.join(", "),
        why,
        code(mirror),
      ]),
    ),
  ];
  return [
    {
      path: "generated/docs/changes.md",
      text: markdownDocument(header("<!--", SOURCE, "docs-changes"), "Changes", blocks),
    },
  ];
}
