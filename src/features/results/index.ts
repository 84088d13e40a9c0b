/** GET and DELETE /api/results/{job_id}. */
import type { Config } from "../../../generated/config.ts";
import type { Handlers } from "../../../generated/routes.ts";
import { actorOf } from "../../core/operator.ts";
import type { IngestPasswords } from "../../core/password.ts";
import type { Context } from "../../http/context.ts";
import { type ResultsDependencies, readResult, removeResult } from "./service.ts";

export interface ResultHandlersDependencies extends ResultsDependencies {
  readonly passwords: IngestPasswords;
  /** The secrets of now. */
  readonly secrets: () => Pick<Config, "INGEST_PASSWORD">;
}

export function createResultHandlers(
  deps: ResultHandlersDependencies,
): Pick<Handlers<Context>, "getResult" | "deleteResult"> {
  return {
    async getResult({ path }, context) {
      const result = await readResult(deps, path.job_id);
      if (result === "none") return { reason: "result_not_found" };
      if (result === "gone") return { reason: "result_expired" };
      context.setJob(path.job_id);
      return {
        status: 200,
        contentType: result.type,
        sizeBytes: result.sizeBytes,
        body: result.stream,
        headers: { "X-Job-Id": path.job_id, "Cache-Control": "no-store" },
      };
    },
    async deleteResult({ path }, { headers, operator }) {
      const given = headers["x-ingest-password"];
      const { INGEST_PASSWORD } = deps.secrets();
      const isKnown = async () => typeof given === "string" && (await deps.passwords.matches(given, INGEST_PASSWORD));
      if (operator === undefined && !(await isKnown())) {
        return { reason: "invalid_password", details: "Send the ingest password in X-Ingest-Password, or sign in." };
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
