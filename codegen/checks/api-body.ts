/** A request body is JSON, which the service reads and checks by itself, or the handler reads it as a stream. */
import { error } from "../problem.ts";
import type { Check } from "./check.ts";

const id = "api/body";

export const apiBody: Check = {
  id,
  check: ({ api }) =>
    (api?.operations ?? [])
      .filter(
        ({ streamedBody, requestTypes }) => !streamedBody && requestTypes.some((type) => type !== "application/json"),
      )
      .map(({ id: operation, requestTypes, at }) => {
        const message = `Nothing reads the body of \`${operation}\`: ${requestTypes.join(", ")}.`;
        const help = "Write `x-streamed-body: true`, so that the handler reads it, or take application/json alone.";
        return error(id, at("requestBody"), message, help);
      }),
};
