import { createHash } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { type Readable, Transform, type TransformCallback } from "node:stream";
import { type Authenticated, bodyHashMismatch, chunkVerifier } from "@skylab/auth";
import { chunkingOf, decodeAwsChunked } from "@skylab/protocol";
import { incompleteBody } from "../errors.ts";

/**
 * The body of a request whose input flows: taken out of its chunks, and checked against what was signed as it flows.
 * It counts when the stream has ended without an error.
 */
export function flowingBody(
  request: Readable & { readonly headers: IncomingHttpHeaders },
  { chunks, bodySha256 }: Pick<Authenticated, "chunks" | "bodySha256">,
): Readable {
  const chunking = chunkingOf(request.headers);
  const verifier = chunks === undefined ? undefined : chunkVerifier(chunks);
  const plain = chunking === undefined ? request : decodeAwsChunked(request, chunking, verifier);
  const body = bodySha256 === undefined ? plain : checked(plain, bodySha256);
  // It may end with an error before anybody reads it, or when nobody does any more: Node ends the process where nobody
  // listens to that. Whoever reads it later is told, since a stream keeps its error.
  body.on("error", () => undefined);
  return body;
}

/** Lets the bytes pass, and ends with an error where their hash is another than was signed. */
function checked(source: Readable, declared: string): Readable {
  const hash = createHash("sha256");
  const check = new Transform({
    transform(chunk: Buffer, _encoding, done: TransformCallback) {
      hash.update(chunk);
      done(null, chunk);
    },
    flush(done) {
      const computed = hash.digest("hex");
      done(computed === declared ? null : bodyHashMismatch(declared, computed));
    },
  });
  source.on("error", (error) => check.destroy(error));
  source.on("close", () => source.readableEnded || check.destroy(incompleteBody()));
  return source.pipe(check);
}
