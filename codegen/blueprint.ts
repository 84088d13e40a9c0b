/** Reads the operators' blueprint: the anchors that alerts point to and the tables that codegen owns. */
import type { Blueprint } from "./model.ts";
import type { Source } from "./problem.ts";

/** Where the blueprint is written below the output root. */
const BLUEPRINT_OUTPUT = "spec/docs/blueprints/ops.md";

export function readBlueprint(source: Source): Blueprint {
  // Also those that are not written to the letter, so that a check can say so.
  const marks = [...source.text.matchAll(/<!--\s*(\/?)\s*generated\s*:\s*([^\s>]*?)\s*-->/gi)].map((match) => ({
    name: match[2] ?? "",
    closing: match[1] === "/",
    at: { source, start: match.index, end: match.index + match[0].length },
  }));
  const prose = source.text.replace(/^(```|~~~)[\s\S]*?^\1/gm, "");
  return {
    file: BLUEPRINT_OUTPUT,
    text: source.text,
    anchors: [...explicitAnchors(prose), ...headingAnchors(prose)],
    marks,
  };
}

function explicitAnchors(text: string): string[] {
  return [...text.matchAll(/<a (?:id|name)="([^"]+)">/g)].map((match) => match[1] ?? "");
}

/** Headings as GitHub makes anchors of them. */
function headingAnchors(text: string): string[] {
  return [...text.matchAll(/^#{1,6} +(.+?) *#*$/gm)].map((match) =>
    (match[1] ?? "")
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}
