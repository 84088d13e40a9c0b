/** The HTTP side of an ingest: the service's answer as the reply of the contract. */
import type { Handler } from "../../../generated/routes.ts";
import { pictureHeaders } from "../../core/picture-headers.ts";
import type { Context } from "../../http/context.ts";
import type { IngestDeps } from "./deps.ts";
import { ingest } from "./service.ts";

/** The handler of POST /api/ingest/{slot_id}. */
export function createIngestRoute(deps: IngestDeps): Handler<"ingestPhoto", Context> {
  return async (request, context) => {
    const answer = await ingest(deps, request.path.slot_id, context);
    if ("refusal" in answer) return answer.refusal;
    const { jobId, picture, replayed, serverTiming } = answer;
    return {
      status: 200,
      contentType: picture.type,
      sizeBytes: picture.sizeBytes,
      body: picture.stream,
      headers: {
        "X-Job-Id": jobId,
        ...pictureHeaders(request.path.slot_id, jobId, picture.type),
        ...(replayed ? { "Idempotent-Replayed": "true" } : {}),
        ...(serverTiming === undefined ? {} : { "Server-Timing": serverTiming }),
      },
    };
  };
}
