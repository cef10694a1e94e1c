import type { IncomingMessage } from "node:http";
import { bodyTooLarge, incompleteBody } from "../errors.ts";

const EMPTY = Buffer.alloc(0);

/** How much of a refused body is taken and thrown away, so that a client that sends before it reads sees the refusal. */
export const MAX_DISCARDED_BYTES = 64 * 1024 * 1024;

/** More than a few parameters take. */
const MAX_CONTROL_BODY_BYTES = 64 * 1024;

/** The body of a request for a service's own endpoint beside the AWS API. @throws AwsError as `readBody` */
export const readControlBody = (request: IncomingMessage): Promise<Buffer> => readBody(request, MAX_CONTROL_BODY_BYTES);

/**
 * The whole body of a request.
 * @throws AwsError `RequestEntityTooLargeException` (413) as soon as the body is known to be larger than `maxBytes`, which
 * tells of the operation whose limit that is, and
 * `IncompleteBody` when the client goes away in the middle.
 */
export function readBody(request: IncomingMessage, maxBytes: number, operation?: string): Promise<Buffer> {
  const { "content-length": declared, "transfer-encoding": encoding } = request.headers;
  if (encoding === undefined && (declared === undefined || declared === "0")) return Promise.resolve(EMPTY);
  const tooLarge = (): Promise<never> => {
    discardRest(request);
    return Promise.reject(bodyTooLarge(maxBytes, operation));
  };
  if (Number(declared ?? 0) > maxBytes) return tooLarge();
  // Its connection ended before anybody read: no event will tell.
  if (request.destroyed && !request.readableEnded) return Promise.reject(incompleteBody());

  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on("data", function collect(chunk: Buffer) {
      size += chunk.length;
      if (size <= maxBytes) {
        chunks.push(chunk);
        return;
      }
      request.off("data", collect);
      tooLarge().catch(reject);
    });
    request.on("end", () => resolve(chunks.length === 1 ? (chunks[0] ?? EMPTY) : Buffer.concat(chunks, size)));
    request.on("error", () => reject(incompleteBody()));
  });
}

/**
 * Lets flow by what is left of a body, so that a client that sends before it reads sees its answer, and its connection
 * carries the next request. More than may be discarded ends the connection.
 */
export function discardRest(request: IncomingMessage): void {
  if (request.readableEnded || request.destroyed || discarding.has(request)) return;
  discarding.add(request);
  let discarded = 0;
  request.unpipe();
  request.on("data", (chunk: Buffer) => {
    discarded += chunk.length;
    if (discarded > MAX_DISCARDED_BYTES) request.destroy();
  });
  // Who was piped or iterated over and is no more stands still, whoever listens.
  request.resume();
}

/** Whoever refuses a body, and whoever answers with the refusal, may both see to the rest. */
const discarding = new WeakSet<IncomingMessage>();
