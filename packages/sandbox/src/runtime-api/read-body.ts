import type { IncomingMessage } from "node:http";

/** Where a body is larger than allowed, its size as far as it was announced or came. */
export type TooLarge = { readonly tooLarge: number };

/**
 * Reads a body of at most `limit` bytes; of a larger one nothing is kept, but it is read to its end, so that who sends it
 * gets to hear of it. Rejects where it breaks off.
 */
export function readBody(request: IncomingMessage, limit: number): Promise<Buffer | TooLarge> {
  return new Promise((resolve, reject) => {
    let chunks: Buffer[] = [];
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else chunks = [];
    });
    request.once("end", () => resolve(size > limit ? { tooLarge: size } : joined(chunks)));
    request.once("error", reject);
    request.once("close", () => reject(new Error("The request broke off.")));
  });
}

/** Small bodies come in one piece. */
const joined = (chunks: readonly Buffer[]): Buffer =>
  chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
