import { Readable } from "node:stream";
import { bytesStream } from "../bytes-stream.ts";
import type { ByteRange } from "../port.ts";
import { close, readAt } from "./calls.ts";

/** Bytes of a read: more save few calls, and a stream may hold two of them. */
const CHUNK_BYTES = 256 * 1024;

/** A range of an open file; it must lie within the file, which the stream closes. The first bytes have been read. */
export async function blobStream(fd: number, { start, end }: ByteRange): Promise<Readable> {
  const chunkAt = async (position: number): Promise<Buffer> => {
    const chunk = Buffer.allocUnsafeSlow(Math.max(0, Math.min(CHUNK_BYTES, end - position)));
    const size = await readAt(fd, chunk, position);
    if (size < chunk.length) throw new Error(`A blob's file ends at ${position + size} instead of ${end}`);
    return chunk;
  };
  const first = await chunkAt(start);
  let position = start + first.length;
  if (position >= end) {
    await close(fd);
    return bytesStream(first);
  }
  let reading: Promise<unknown> = Promise.resolve();
  const stream = new Readable({
    highWaterMark: CHUNK_BYTES,
    read: () => {
      reading = chunkAt(position).then(
        (chunk) => {
          position += chunk.length;
          stream.push(chunk);
          if (position >= end) stream.push(null);
        },
        (error: unknown) => stream.destroy(error instanceof Error ? error : new Error(String(error))),
      );
    },
    destroy: (error, done) => {
      // The file's number may be another file's as soon as it is closed.
      void reading.then(() => close(fd)).then(() => done(error), done);
    },
  });
  stream.push(first);
  return stream;
}
