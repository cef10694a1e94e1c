import type { Readable } from "node:stream";
import { WrongSize } from "../store/bodies.ts";

/**
 * The whole of a small body: by events, since an iterator of a stream costs more than all the rest.
 * @throws WrongSize; Error where it breaks off
 */
export function gather(body: Readable, size: number): Promise<Buffer> {
  // A body that has ended so before anybody listened will not be heard of again.
  if (body.destroyed && !body.readableEnded) return Promise.reject(body.errored ?? brokenOff());
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let gathered = 0;
    body.on("data", (chunk: Buffer) => {
      gathered += chunk.length;
      // What is too much is let flow by, so that the client reads its refusal.
      if (gathered <= size) chunks.push(chunk);
    });
    body.on("end", () => {
      if (gathered !== size) reject(new WrongSize({ announced: size, sent: gathered }));
      else resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, size));
    });
    body.on("error", reject);
    body.on("close", () => body.readableEnded || reject(brokenOff()));
  });
}

const brokenOff = (): Error => new Error("The body broke off");
