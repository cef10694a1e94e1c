import type { IncomingMessage } from "node:http";
import type { Readable } from "node:stream";
// Finds the boundaries of parts in a stream, as they come; kept up by the makers of fastify.
import { Busboy, type BusboyInstance } from "@fastify/busboy";
import type { Fields } from "../domain/post-form/check-form.ts";
import { fieldsTooLarge, malformedForm, notAForm } from "../domain/post-form/errors.ts";
import { incompleteBody } from "../domain/objects/body-errors.ts";

/** A form as far as its file, which flows. What stands behind the file, S3 overlooks. */
export type BrowserForm = {
  readonly fields: Fields;
  readonly file: FormFile | undefined;
};

export type FormFile = {
  readonly body: Readable;
  /** `undefined`: its part has none, which is another thing than an empty one. */
  readonly filename: string | undefined;
};

/** Of all fields before the file together. As S3 says in its refusals. */
const MAX_FIELD_BYTES = 20_480;

/** A part is told by a name and the kind of its content. */
const MAX_PART_HEADER_BYTES = 8 * 1024;

/**
 * Reads a form that a browser sends, as far as its file.
 * @throws AwsError PreconditionFailed, MalformedPOSTRequest, MaxPostPreDataLengthExceeded, IncompleteBody
 */
export const readForm = async (request: IncomingMessage): Promise<BrowserForm> => untilFile(request, parserOf(request));

function parserOf({ headers }: IncomingMessage): BusboyInstance {
  const { "content-type": contentType } = headers;
  if (contentType === undefined || !/^multipart\/form-data(?:\s*;|$)/i.test(contentType)) throw notAForm();
  try {
    return new Busboy({
      headers: { "content-type": contentType },
      // By its name alone: clients give other parts names of files, too.
      isPartAFile: (name) => name?.toLowerCase() === "file",
      limits: {
        files: 1,
        fieldNameSize: MAX_FIELD_BYTES,
        fieldSize: MAX_FIELD_BYTES,
        headerSize: MAX_PART_HEADER_BYTES,
      },
    });
  } catch {
    throw malformedForm();
  }
}

function untilFile(request: IncomingMessage, parser: BusboyInstance): Promise<BrowserForm> {
  return new Promise((resolve, reject) => {
    const fields = new Map<string, { readonly name: string; readonly value: string }>();
    let bytes = 0;
    let file: Readable | undefined;
    const fail = (error: Error): void => {
      file?.destroy(error);
      reject(error);
    };
    parser.on("field", (name, value, ...[nameIsCut, valueIsCut]) => {
      if (file !== undefined) return;
      bytes += Buffer.byteLength(name) + Buffer.byteLength(value);
      if (nameIsCut || valueIsCut || bytes > MAX_FIELD_BYTES) fail(fieldsTooLarge(MAX_FIELD_BYTES));
      else if (!fields.has(name.toLowerCase())) fields.set(name.toLowerCase(), { name, value });
    });
    // The type says that every file has a name.
    parser.on("file", (_name, body, filename: string | undefined) => {
      file = body;
      // Who reads the file is told; where nobody does any more, nobody needs to be.
      body.on("error", () => undefined);
      resolve({ fields, file: { body, filename } });
    });
    parser.on("finish", () => resolve({ fields, file: undefined }));
    parser.on("error", () => fail(malformedForm()));
    request.on("error", () => fail(incompleteBody()));
    request.on("close", () => request.readableEnded || fail(incompleteBody()));
    request.pipe(parser);
  });
}
