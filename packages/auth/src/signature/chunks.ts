import { signatureDoesNotMatch } from "./refusals.ts";
import { EMPTY_SHA256, sha256, signature } from "./signing.ts";
import { type ChunkSigning, isSame } from "./verify.ts";

/** Checks the signatures inside an aws-chunked body, each of which covers the one before. */
export type ChunkVerifier = {
  /**
   * One chunk, in their order, the empty last one too.
   * @throws AwsError `SignatureDoesNotMatch`
   */
  readonly chunk: (sha256Hex: string, signature: string) => void;
  /**
   * The trailing headers, after the last chunk: `name:value` and a line feed each, without their signature.
   * @throws AwsError `SignatureDoesNotMatch`
   */
  readonly trailer: (canonicalTrailers: string, signature: string) => void;
};

/** Begins with the request's own signature. https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html */
export function chunkVerifier(signing: ChunkSigning): ChunkVerifier {
  const { accessKeyId, key, scope, timestamp } = signing;
  let previous = signing.seedSignature;
  const require = (algorithm: string, hashes: string, provided: string): void => {
    const text = `${algorithm}\n${timestamp}\n${scope}\n${previous}\n${hashes}`;
    if (!isSame(signature(key, text), provided)) {
      throw signatureDoesNotMatch("s3", { accessKeyId, signature: provided, stringToSign: text });
    }
    previous = provided;
  };
  return {
    chunk: (sha256Hex, provided) => require("AWS4-HMAC-SHA256-PAYLOAD", `${EMPTY_SHA256}\n${sha256Hex}`, provided),
    trailer: (canonicalTrailers, provided) => require("AWS4-HMAC-SHA256-TRAILER", sha256(canonicalTrailers), provided),
  };
}
