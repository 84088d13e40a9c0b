/** The marks in the blueprint name tables that the compiler writes; they come in pairs, one pair after the other. */
import { blocks } from "../emitters/blueprint.ts";
import type { Blueprint } from "../model.ts";
import { error, type Problem } from "../problem.ts";
import { suggest } from "../schema.ts";
import type { Check } from "./check.ts";

const id = "blueprint/marks";

export const blueprintMarks: Check = {
  id,
  explain: {
    what: "A mark in the blueprint names no table, is not written to the letter, or has no partner.",
    why: "The table below it would stay as it is while the contract moves on.",
    wrong: "<!-- generated:alerts -->",
    right: "<!-- generated:alerts -->\n<!-- /generated:alerts -->",
  },

  check: ({ blueprints }) =>
    blueprints.flatMap((blueprint) =>
      blueprint.marks.flatMap((mark, i, marks) => checkMark(mark, marks[i - 1], marks[i + 1])),
    ),
};

type Mark = Blueprint["marks"][number];

function checkMark(mark: Mark, before: Mark | undefined, after: Mark | undefined): Problem[] {
  const { name, closing, at } = mark;
  if (!Object.hasOwn(blocks, name)) {
    return [error(id, at, `There is no table \`${name}\` to write here.`, suggest(name, Object.keys(blocks)))];
  }
  const wanted = letters(name, closing);
  if (at.source.text.slice(at.start, at.end) !== wanted)
    return [
      error(id, at, "This mark is not written to the letter, so nothing is generated here.", `Write \`${wanted}\`.`),
    ];
  if (closing && !(before?.name === name && !before.closing))
    return [
      error(
        id,
        at,
        `No table \`${name}\` begins before this end.`,
        `Add \`${letters(name, false)}\` above, or remove this.`,
      ),
    ];
  if (!closing && !(after?.name === name && after.closing))
    return [
      error(id, at, `The table \`${name}\` has no end before the next mark.`, `Add \`${letters(name, true)}\` below.`),
    ];
  return [];
}

function letters(name: string, closing: boolean): string {
  return `<!-- ${closing ? "/" : ""}generated:${name} -->`;
}
