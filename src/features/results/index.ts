/** GET and DELETE /api/results/{job_id}. */
import type { Handlers } from "../../../generated/routes.ts";
import { actorOf } from "../../core/operator.ts";
import type { IngestPasswords } from "../../core/password.ts";
import { pictureHeaders } from "../../core/picture-headers.ts";
import type { Context } from "../../http/context.ts";
import { type ResultsDependencies, readResult, removeResult } from "./service.ts";

export interface ResultHandlersDependencies extends ResultsDependencies {
  readonly passwords: IngestPasswords;
}

export function createResultHandlers(
  deps: ResultHandlersDependencies,
): Pick<Handlers<Context>, "getResult" | "deleteResult"> {
  return {
    async getResult({ path }, context) {
      const { job_id: jobId } = path;
      const result = await readResult(deps, jobId);
      if (result === "none") return { reason: "result_not_found" };
      if (result === "gone") return { reason: "result_expired" };
      const { slotId, picture } = result;
      context.setJob(jobId);
      return {
        status: 200,
        contentType: picture.type,
        sizeBytes: picture.sizeBytes,
        body: picture.stream,
        headers: {
          "X-Job-Id": jobId,
          ...pictureHeaders(slotId, jobId, picture.type),
          "Cross-Origin-Resource-Policy": "cross-origin",
        },
      };
    },
    async deleteResult({ path }, { headers, operator, clientAddress }) {
      const given = headers["x-ingest-password"];
      if (
        operator === undefined &&
        (typeof given !== "string" || !(await deps.passwords.matches(given, clientAddress)))
      ) {
        return {
          reason: "invalid_password",
          details: "Send the ingest password in X-Ingest-Password, or sign in where operators are let in.",
        };
      }
      switch (await removeResult(deps, path.job_id, operator && actorOf(operator))) {
        case "removed":
          return { status: 204 };
        case "left":
          return {
            reason: "media_unavailable",
            details: "The picture is not served any more; cleanup deletes its file.",
          };
        case "other_slot":
          return { reason: "operators_only", details: "The ingest password removes pictures of slot-test only." };
        case "none":
          return { reason: "result_not_found" };
        case "gone":
          return { reason: "result_expired" };
      }
    },
  };
}
