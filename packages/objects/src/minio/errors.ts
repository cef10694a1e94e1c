import type { IncomingMessage } from "node:http";
import { EngineIsDown, OutOfSpace } from "../errors.ts";

/** An answer that is a refusal. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly status: number;
  /** S3's word for it: `NoSuchKey`. */
  readonly code: string;

  constructor({ status, code }: { readonly status: number; readonly code: string }) {
    super(`The object store refuses with ${status} ${code}`);
    this.status = status;
    this.code = code;
  }
}

/** A refusal has a few hundred bytes. */
const MAX_REFUSAL_BYTES = 64 * 1024;

/** Reads a refusal to its end, so that the connection can be used again. */
export async function refusalOf(response: IncomingMessage): Promise<Refusal> {
  let text = "";
  for await (const chunk of response) {
    text += String(chunk);
    if (text.length > MAX_REFUSAL_BYTES) break;
  }
  const code = /<Code>(\w+)<\/Code>/.exec(text)?.[1] ?? "";
  return new Refusal({ status: response.statusCode ?? 0, code });
}

/** A connection that could not be made or kept (https://nodejs.org/api/errors.html#common-system-errors). */
const CONNECTION_CODES = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "EHOSTDOWN",
  "ENETUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
]);
/** Of S3 (https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html), and of a MinIO that starts. */
const DOWN_CODES = new Set([
  "InternalError",
  "ServiceUnavailable",
  "SlowDown",
  "RequestTimeout",
  "XMinioServerNotInitialized",
]);
const FULL_CODES = new Set(["XMinioStorageFull", "XMinioAdminBucketQuotaExceeded"]);
/** https://www.rfc-editor.org/rfc/rfc4918#section-11.5 */
const INSUFFICIENT_STORAGE = 507;
/** What minio-js calls an answer of 408, 429 or 5xx. */
const RETRYABLE = /^Request failed after/;

/** An engine that is down or full in the port's words, every other error as it is. */
export function namedError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof EngineIsDown || error instanceof OutOfSpace) return error;
  const code = "code" in error ? String(error.code) : "";
  const status = error instanceof Refusal ? error.status : 0;
  if (FULL_CODES.has(code) || status === INSUFFICIENT_STORAGE)
    return new OutOfSpace("The object store is full", { cause: error });
  const isDown = CONNECTION_CODES.has(code) || DOWN_CODES.has(code) || status >= 500 || RETRYABLE.test(error.message);
  return isDown ? new EngineIsDown("The object store does not answer", { cause: error }) : error;
}

/** Does an error of minio-js or a refusal have this code? */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && "code" in error && codes.includes(String(error.code));
}
