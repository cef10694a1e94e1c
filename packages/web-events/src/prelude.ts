import { Readable } from "node:stream";

/** By which a streamed answer says that it begins with status and headers. */
export const WITH_PRELUDE = "application/vnd.awslambda.http-integration-response";

/** What is between them and the body. */
const DELIMITER = Buffer.alloc(8);

/** More than any head that clients take. */
const MAX_PRELUDE_BYTES = 64 * 1024;

export type WithPrelude = { readonly prelude: string; readonly body: Readable };

/** Parts an answer from what it begins with; `undefined`: it begins with nothing of the kind. */
export async function readPrelude(stream: Readable): Promise<WithPrelude | undefined> {
  const chunks = stream.iterator({ destroyOnReturn: false }) as AsyncIterator<Buffer>; // as: a stream of bytes.
  let head = Buffer.alloc(0);
  while (head.length <= MAX_PRELUDE_BYTES) {
    const next = await chunks.next();
    if (next.done) return undefined;
    const from = Math.max(0, head.length - DELIMITER.length);
    head = Buffer.concat([head, next.value]);
    const at = head.indexOf(DELIMITER, from);
    if (at !== -1) {
      const rest = head.subarray(at + DELIMITER.length);
      return { prelude: head.subarray(0, at).toString(), body: Readable.from(after(rest, chunks, stream)) };
    }
  }
  stream.destroy();
  return undefined;
}

async function* after(rest: Buffer, chunks: AsyncIterator<Buffer>, stream: Readable): AsyncGenerator<Buffer> {
  try {
    if (rest.length > 0) yield rest;
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
  } finally {
    stream.destroy();
  }
}
