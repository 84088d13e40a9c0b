/** A request body is JSON, which the service reads and checks by itself, or the handler reads it as a stream. */
import { error } from "../problem.ts";
import type { Check } from "./check.ts";

const id = "api/body";

export const apiBody: Check = {
  id,
  explain: {
    what: "An operation takes a request body that is not JSON and that no handler is said to read.",
    why: "The service would answer such a request without having looked at its body.",
    wrong: "requestBody:\n  content:\n    text/csv: {}",
    right: "x-streamed-body: true\nrequestBody:\n  content:\n    text/csv: {}",
  },

  check: ({ api }) =>
    (api?.operations ?? [])
      .filter(
        ({ streamedBody, requestContents }) =>
          !streamedBody && requestContents.some(({ mediaType }) => mediaType !== "application/json"),
      )
      .map(({ id: operation, requestContents, at }) => {
        const types = requestContents.map(({ mediaType }) => mediaType).join(", ");
        const message = `Nothing reads the body of \`${operation}\`: ${types}.`;
        const help = "Write `x-streamed-body: true`, so that the handler reads it, or take application/json alone.";
        return error(id, at("requestBody"), message, help);
      }),
};
