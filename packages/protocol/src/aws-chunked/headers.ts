import type { IncomingHttpHeaders } from "node:http";
import { missingLength, unsupportedTrailer } from "./refusals.ts";

/** What a request's headers say of its aws-chunked body. */
export type Chunking = {
  /** The length of the data without the chunks around it. */
  readonly decodedLength: number;
  /** The names of the announced trailers, in lower case. */
  readonly trailers: readonly string[];
};

/**
 * How a request's body is chunked; `undefined` where it is not. Java's SDK says so in `Content-Encoding` alone, minio's
 * client in `x-amz-content-sha256` alone.
 * @throws AwsError `MissingContentLength`, `InvalidRequest` for trailers that S3 does not know.
 */
export function chunkingOf(headers: IncomingHttpHeaders): Chunking | undefined {
  const streaming = textOf(headers["x-amz-content-sha256"]).startsWith("STREAMING-");
  if (!streaming && !isChunkedEncoding(headers)) return undefined;
  const length = textOf(headers["x-amz-decoded-content-length"]);
  if (!/^\d{1,15}$/.test(length)) throw missingLength();
  const trailers = itemsOf(headers["x-amz-trailer"]).map((name) => name.toLowerCase());
  if (trailers.some((name) => !name.startsWith("x-amz-checksum-"))) throw unsupportedTrailer();
  return { decodedLength: Number(length), trailers };
}

/** The headers as they would be if the body were not chunked: its own length and encoding. */
export function withoutChunking(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const length = headers["x-amz-decoded-content-length"];
  if (length === undefined && !isChunkedEncoding(headers)) return headers;
  const { "content-encoding": encoding, ...others } = headers;
  const kept = itemsOf(encoding).filter((item) => item !== AWS_CHUNKED);
  return {
    ...others,
    ...(kept.length > 0 && { "content-encoding": kept.join(",") }),
    ...(length !== undefined && { "content-length": textOf(length) }),
  };
}

const AWS_CHUNKED = "aws-chunked";
const isChunkedEncoding = (headers: IncomingHttpHeaders): boolean =>
  itemsOf(headers["content-encoding"]).includes(AWS_CHUNKED);

const textOf = (value: string | readonly string[] | undefined): string => String(value ?? "");
const itemsOf = (value: string | readonly string[] | undefined): string[] =>
  textOf(value)
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
