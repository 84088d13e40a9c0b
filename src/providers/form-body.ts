/** The body of a multipart form with one photo, read from its file while it is sent. Nothing here sends it. */
import { randomBytes } from "node:crypto";
import { fileChunks } from "../core/file-chunks.ts";
import { imageExtensions } from "../core/image-type.ts";
import type { Photo } from "../core/provider.ts";

/** A body that can be read more than once, the photo from the disk each time. */
export interface StreamedBody {
  /** Of the header content-type. */
  readonly type: string;
  readonly sizeBytes: number;
  read(): AsyncIterable<Buffer>;
}

/** A form with these fields, in their order, and the photo under the name `photoField` behind them. */
export function formBody(
  fields: readonly (readonly [name: string, value: string])[],
  photoField: string,
  photo: Photo,
): StreamedBody {
  const boundary = `phc-${randomBytes(18).toString("hex")}`;
  const fileName = `photo.${imageExtensions[photo.type]}`;
  const parts = fields.map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const head = Buffer.from(
    `${parts.join("")}--${boundary}\r\nContent-Disposition: form-data; name="${photoField}"; ` +
      `filename="${fileName}"\r\nContent-Type: ${photo.type}\r\n\r\n`,
  );
  const foot = Buffer.from(`\r\n--${boundary}--\r\n`);
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    sizeBytes: head.length + photo.sizeBytes + foot.length,
    async *read() {
      yield head;
      yield* fileChunks(photo.path);
      yield foot;
    },
  };
}
