/** No request meets two operations: paths that differ only in the names of their parameters, or a slash at the end, are one. */
import type { Operation } from "../model.ts";
import { error, type Problem, position } from "../problem.ts";
import type { Check } from "./check.ts";

const id = "api/paths";

export const apiPaths: Check = {
  id,
  explain: {
    what: "Two operations are met by the same requests.",
    why: "Which of them answers would depend on the order in which the routes are registered.",
    wrong: "/tasks/{id}:\n  get: {operationId: getTask}\n/tasks/{name}:\n  get: {operationId: findTask}",
    right: "/tasks/{id}:\n  get: {operationId: getTask}\n/tasks/by-name/{name}:\n  get: {operationId: findTask}",
  },
  check: ({ api }) => checkOperations(api?.operations ?? []),
};

function checkOperations(operations: readonly Operation[]): Problem[] {
  return operations.flatMap((operation, i) => {
    const earlier = operations.slice(0, i).find((other) => shape(other) === shape(operation));
    if (!earlier) return [];
    const { source, start } = earlier.at("operationId");
    const message = `${operation.method.toUpperCase()} ${operation.path} is also what \`${earlier.id}\` answers (line ${position(source, start).line}).`;
    return [error(id, operation.at("operationId"), message, "Give one of the two another path or method.")];
  });
}

function shape({ method, path }: Operation): string {
  return `${method} ${path.replace(/\{[^}]*\}/g, "{}").replace(/\/+$/, "")}`;
}
