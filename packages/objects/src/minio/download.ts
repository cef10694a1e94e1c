import type { IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import type { BlobId } from "../blob-id.ts";
import { bytesStream } from "../bytes-stream.ts";
import { BlobIsMissing } from "../errors.ts";
import type { ByteRange } from "../port.ts";
import { type Engine, keyOf, untilAnswered, within } from "./engine.ts";
import { hasCode, namedError } from "./errors.ts";
import { ask } from "./request.ts";

/** A stream of a blob's bytes, the first of which have come. */
export async function download(engine: Engine, id: BlobId, range: ByteRange): Promise<Readable> {
  try {
    return await untilAnswered(engine, () => begin(engine, id, range));
  } catch (error) {
    if (hasCode(error, "InvalidRange")) return bytesStream(Buffer.alloc(0));
    throw hasCode(error, "NoSuchKey", "NotFound") ? new BlobIsMissing(id) : error;
  }
}

async function begin(engine: Engine, id: BlobId, range: ByteRange): Promise<Readable> {
  if (range.end <= range.start) {
    // S3 has no ranges of no bytes.
    await engine.client.statObject(engine.bucket, keyOf(id));
    return bytesStream(Buffer.alloc(0));
  }
  const exchange = await ask(engine, { method: "GET", id, headers: rangeHeader(range) });
  return streamOf(engine, await exchange.answer());
}

function rangeHeader({ start, end }: ByteRange): { readonly range?: string } {
  if (start === 0 && end === Number.POSITIVE_INFINITY) return {};
  return { range: `bytes=${start}-${end === Number.POSITIVE_INFINITY ? "" : end - 1}` };
}

/** The answer's body, with the deadline that the engine has for each chunk, and errors in the port's words. */
async function streamOf({ timeoutMs }: Engine, response: IncomingMessage): Promise<Readable> {
  const chunks: AsyncIterator<Buffer, unknown> = response[Symbol.asyncIterator]();
  const next = (): Promise<IteratorResult<Buffer, unknown>> =>
    within(timeoutMs, chunks.next(), () => response.destroy());
  const first = await next();
  if (first.done === true) return bytesStream(Buffer.alloc(0));
  const stream = new Readable({
    read: () => {
      next().then(
        (result) => stream.push(result.done === true ? null : result.value),
        (error: unknown) => stream.destroy(asError(namedError(error))),
      );
    },
    destroy: (error, done) => {
      response.destroy();
      done(error);
    },
  });
  stream.push(first.value);
  return stream;
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
