/** The marks in the blueprint name tables that the compiler writes, and each is closed. */
import { blocks } from "../emitters/blueprint.ts";
import { error, type Problem } from "../problem.ts";
import { suggest } from "../schema.ts";
import type { Check } from "./check.ts";

const id = "blueprint/marks";

export const blueprintMarks: Check = {
  id,
  check: ({ blueprint }) =>
    (blueprint?.marks ?? []).flatMap(({ name, at }): Problem[] => {
      if (!Object.keys(blocks).includes(name)) {
        return [error(id, at, `There is no table \`${name}\` to write here.`, suggest(name, Object.keys(blocks)))];
      }
      const closed = at.source.text.indexOf(`<!-- /generated:${name} -->`, at.end) !== -1;
      return closed
        ? []
        : [error(id, at, `The table \`${name}\` has no end.`, `Add \`<!-- /generated:${name} -->\` below.`)];
    }),
};
