/** Every failure reason is answered somewhere, and every refusal of an operation names its reasons. */
import type { Api } from "../model.ts";
import { error, type Problem } from "../problem.ts";
import type { Check } from "./check.ts";

const id = "api/reasons";

export const apiReasons: Check = {
  id,
  explain: {
    what: "A failure reason is answered nowhere, or an operation refuses with one that none of its responses names.",
    why: "Clients prepare for refusals that never come, and meet some that no document mentions.",
    wrong: '"400":\n  x-failure-reasons: []',
    right: '"400":\n  x-failure-reasons: [bad_task]',
  },
  check: ({ api }) => (api ? [...unused(api), ...unnamed(api)] : []),
};

function unused({ reasons, operations, unroutedReasons }: Api): Problem[] {
  const used = new Set([
    ...unroutedReasons,
    ...operations.flatMap((operation) => [
      ...operation.responses.flatMap((response) => response.reasons),
      ...operation.parameters.map((parameter) => parameter.invalidReason),
    ]),
  ]);
  return reasons
    .filter(({ name }) => !used.has(name))
    .map(({ name, at }) =>
      error(
        id,
        at("const"),
        `No response carries the failure reason \`${name}\`.`,
        "Add it to x-failure-reasons of a response, or remove it.",
      ),
    );
}

/** A parameter's refusal is an answer of the operation like any other. */
function unnamed({ operations }: Api): Problem[] {
  return operations.flatMap((operation) => {
    const declared = new Set(operation.responses.flatMap((response) => response.reasons));
    return operation.parameters
      .filter(({ invalidReason }) => !declared.has(invalidReason))
      .map(({ name, invalidReason, at }) => {
        const message = `A wrong \`${name}\` is refused with \`${invalidReason}\`, which no response of \`${operation.id}\` carries.`;
        return error(
          id,
          at(),
          message,
          `Add \`${invalidReason}\` to x-failure-reasons of a response of \`${operation.id}\`.`,
        );
      });
  });
}
