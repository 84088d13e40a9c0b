/** The parameters in a path are declared, and those declared for a path stand in it. */
import type { Operation } from "../model.ts";
import { error, type Problem } from "../problem.ts";
import { suggest } from "../schema.ts";
import type { Check } from "./check.ts";

const id = "api/parameters";

export const apiParameters: Check = {
  id,
  explain: {
    what: "A parameter stands in a path and is not declared, or is declared and does not stand there, is optional there, or is declared twice.",
    why: "The generated route would look for a value that no request carries.",
    wrong:
      "/tasks/{task_id}:\n  get:\n    parameters:\n      - {name: id, in: path, required: true, schema: {type: string}}",
    right:
      "/tasks/{task_id}:\n  get:\n    parameters:\n      - {name: task_id, in: path, required: true, schema: {type: string}}",
  },
  check: ({ api }) => (api?.operations ?? []).flatMap(checkOperation),
};

function checkOperation({ id: operation, path, parameters, at }: Operation): Problem[] {
  const inPath = [...path.matchAll(/\{([^}]+)\}/g)].map((match) => match[1] ?? "");
  const declared = parameters.filter((parameter) => parameter.in === "path");
  return [
    ...inPath
      .filter((name) => !declared.some((parameter) => parameter.name === name))
      .map((name) => {
        const help = `Declare it under parameters. ${suggest(
          name,
          declared.map((parameter) => parameter.name),
        )}`;
        return error(id, at("operationId"), `\`${operation}\` does not declare \`${name}\` of its path.`, help);
      }),
    ...declared
      .filter(({ name }) => !inPath.includes(name))
      .map((parameter) =>
        error(id, parameter.at(), `${path} has no {${parameter.name}}.`, suggest(parameter.name, inPath)),
      ),
    ...declared
      .filter(({ required }) => !required)
      .map(({ name, at: place }) =>
        error(id, place(), `\`${name}\` stands in the path, so it is always there.`, "Add `required: true`."),
      ),
    ...parameters
      .filter(({ name, in: place }, i) => parameters.findIndex((p) => p.name === name && p.in === place) !== i)
      .map(({ name, in: place, at: again }) =>
        error(
          id,
          again(),
          `\`${operation}\` declares the ${place} parameter \`${name}\` twice.`,
          "Keep one of the two.",
        ),
      ),
  ];
}
