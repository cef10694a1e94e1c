import { promisify } from "node:util";
import { brotliDecompress, deflate, gunzip, gzip, inflate } from "node:zlib";
import { AnswerHeaders } from "../answer-headers.ts";
import type { MultiValues } from "../api-request.ts";
import { MAX_BODY_BYTES } from "../limits.ts";
import { invalidBody, requestTooLong } from "./failure.ts";
import type { RestAnswer } from "./rest-call.ts";

type Pack = (body: Buffer, options?: { readonly maxOutputLength: number }) => Promise<Buffer>;

const packers = new Map<string, Pack>([
  ["gzip", promisify(gzip)],
  ["deflate", promisify(deflate)],
]);

const unpackers = new Map<string, Pack>([
  ["gzip", promisify(gunzip)],
  ["deflate", promisify(inflate)],
  ["br", promisify(brotliDecompress)],
]);

/**
 * Compresses an answer where the API asks for it from its size on, and the client takes it.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gzip-compression-decompression.html
 */
export async function compressed(
  answer: RestAnswer,
  minimum: number | undefined,
  headers: MultiValues,
): Promise<RestAnswer> {
  const { body } = answer;
  if (minimum === undefined || !(typeof body === "string" || Buffer.isBuffer(body))) return answer;
  if (Buffer.byteLength(body) < minimum || answer.headers.get("content-encoding") !== undefined) return answer;
  const [coding, pack] = packerOf(headers) ?? [];
  if (coding === undefined || pack === undefined) return answer;
  const own = new AnswerHeaders();
  for (const [name, values] of answer.headers.all()) own.set(name, values);
  own.set("Content-Encoding", coding);
  return { ...answer, headers: own, body: await pack(Buffer.from(body)) };
}

/** The first coding of those that the client takes. */
function packerOf(headers: MultiValues): readonly [string, Pack] | undefined {
  for (const value of headers.get("accept-encoding")?.flatMap((each) => each.split(",")) ?? []) {
    const coding = (value.split(";", 1)[0] ?? "").trim().toLowerCase();
    const pack = packers.get(coding);
    if (pack !== undefined) return [coding, pack];
  }
  return undefined;
}

/** The body as methods see it: unpacked, where the API compresses and the client has. @throws RestFailure */
export async function unpacked(body: Buffer, minimum: number | undefined, headers: MultiValues): Promise<Buffer> {
  const unpack = unpackers.get(headers.get("content-encoding")?.[0]?.toLowerCase() ?? "");
  if (minimum === undefined || unpack === undefined || body.length === 0) return body;
  try {
    return await unpack(body, { maxOutputLength: MAX_BODY_BYTES });
  } catch (error) {
    throw error instanceof RangeError ? requestTooLong() : invalidBody();
  }
}
