import type { IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import { MAX_DISCARDED_BYTES } from "@skylab/service";

/** The body of a request to be forwarded. A small one is at hand; a larger one flows, and can be sent once. */
export type ForwardedBody = Buffer | Readable | null;

/**
 * Bodies up to this size are taken whole before they are sent: they come in one piece with their head, and one write
 * costs less than a stream. A long one is never held.
 */
const SMALL_BODY_BYTES = 64 * 1024;

/** The body of a request. Rejects where the client goes away in the middle of a small one. */
export function bodyOf(request: IncomingMessage): Promise<ForwardedBody> {
  const { "content-length": length, "transfer-encoding": encoding } = request.headers;
  if (encoding !== undefined) return Promise.resolve(flowing(request));
  if (length === undefined || length === "0") return Promise.resolve(null);
  return Number(length) > SMALL_BODY_BYTES ? Promise.resolve(flowing(request)) : whole(request);
}

function whole(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
    request.on("error", reject);
  });
}

/**
 * The body as a stream that undici may destroy: what then still comes from the client is thrown away, and its connection
 * stays. No chunk is copied.
 */
function flowing(request: IncomingMessage): Readable {
  let discarded = 0;
  const body = new Readable({
    read: () => void request.resume(),
    destroy: (error, done) => {
      request.resume();
      done(error);
    },
  });
  request.on("data", (chunk: Buffer) => {
    if (!body.destroyed) {
      if (!body.push(chunk)) request.pause();
      return;
    }
    discarded += chunk.length;
    if (discarded > MAX_DISCARDED_BYTES) request.destroy();
  });
  request.pause();
  request.on("end", () => body.push(null));
  request.on("error", (error) => body.destroy(error));
  return body;
}
