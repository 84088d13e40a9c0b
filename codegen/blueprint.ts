/** Reads the operators' documents: the anchors that alerts point to and the tables that codegen owns. */
import { posix } from "node:path";
import type { Blueprint, Model } from "./model.ts";
import type { Source } from "./problem.ts";

/** Where they are written below the output root. */
const OUTPUT = "spec/docs/blueprints";

/** Name of the document whose steps playbooks name. */
export const PLAYBOOK = "ops.md";

/** The document whose steps playbooks name; undefined when the contract has none. */
export function playbookOf({ blueprints }: Pick<Model, "blueprints">): Blueprint | undefined {
  return blueprints.find(({ file }) => file === `${OUTPUT}/${PLAYBOOK}`);
}

/** The file that a document is a translation of, as ops.de.md is of ops.md; the document itself when it is none. */
export function originalOf(file: string): string {
  return file.replace(/\.[a-z]{2}\.md$/, ".md");
}

export function readBlueprint(source: Source): Blueprint {
  // Also those that are not written to the letter, so that a check can say so.
  const marks = [...source.text.matchAll(/<!--\s*(\/?)\s*generated\s*:\s*([^\s>]*?)\s*-->/gi)].map((match) => ({
    name: match[2] ?? "",
    closing: match[1] === "/",
    at: { source, start: match.index, end: match.index + match[0].length },
  }));
  const prose = source.text.replace(/^(```|~~~)[\s\S]*?^\1/gm, "");
  return {
    file: posix.join(OUTPUT, posix.basename(source.path)),
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
