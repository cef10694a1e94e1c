import type { AwsError } from "@skylab/aws";
import type { SignedRequest } from "../request.ts";
import type { SignatureV4 } from "./authentication.ts";
import { parseCredential } from "./credential.ts";
import type { AuthFamily } from "./family.ts";
import { malformedDate } from "./parse-header.ts";
import { incompleteSignature } from "./refusals.ts";
import { queryParametersError } from "./s3-refusals.ts";
import { ALGORITHM } from "./signing.ts";
import { parseTimestamp } from "./time.ts";

/** In the order in which AWS lists what is missing. */
const REQUIRED = ["X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Signature", "X-Amz-SignedHeaders", "X-Amz-Date"];

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html */
const MAX_EXPIRES_SECONDS = 604_800;

type Parameters = ReadonlyMap<string, string>;

/** Whether a query has any of what makes a presigned one. */
export const claimsPresignedV4 = (parameters: Parameters): boolean =>
  parameters.has("X-Amz-Algorithm") || parameters.has("X-Amz-Credential") || parameters.has("X-Amz-Signature");

/** A presigned query: `X-Amz-Algorithm=…&X-Amz-Credential=…&X-Amz-Date=…&X-Amz-Expires=…&X-Amz-SignedHeaders=…&X-Amz-Signature=…`. */
export function parseQueryV4(parameters: Parameters, request: SignedRequest, family: AuthFamily): SignatureV4 {
  requireParameters(parameters, family);
  const [algorithm, credential, signature, signedHeaders, timestamp] = REQUIRED.map(
    (name) => parameters.get(name) ?? "",
  );
  if (algorithm !== ALGORITHM) throw unsupportedAlgorithm(family, algorithm ?? "");
  const signedAt = parseTimestamp(timestamp ?? "");
  if (signedAt === undefined) throw invalidDate(family, timestamp ?? "");
  const names = (signedHeaders ?? "").toLowerCase().split(";");
  const declared = request.headers["x-amz-content-sha256"];
  return {
    version: 4,
    place: "query",
    ...parseCredential(credential ?? "", "query", family),
    signedHeaders: names,
    signature: signature ?? "",
    timestamp: timestamp ?? "",
    signedAt,
    expiresSeconds: parseExpires(parameters.get("X-Amz-Expires"), family),
    sessionToken: parameters.get("X-Amz-Security-Token"),
    payload: parameters.get("X-Amz-Content-Sha256") ?? declared?.toString(),
  };
}

function requireParameters(parameters: Parameters, family: AuthFamily): void {
  const lacks = REQUIRED.filter((name) => !parameters.get(name));
  if (family === "s3") {
    if (lacks.length === 0 && parameters.has("X-Amz-Expires")) return;
    throw queryParametersError(
      "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.",
    );
  }
  if (lacks.length === 0) return;
  const problems = lacks.map((name) => `AWS query-string parameters must include '${name}'. `);
  throw incompleteSignature(family, `${problems.join("")}Re-examine the query-string parameters.`);
}

function unsupportedAlgorithm(family: AuthFamily, algorithm: string): AwsError {
  return family === "s3"
    ? queryParametersError('X-Amz-Algorithm only supports "AWS4-HMAC-SHA256 and AWS4-ECDSA-P256-SHA256"')
    : incompleteSignature(family, `Unsupported AWS 'algorithm': '${algorithm}'.`);
}

function invalidDate(family: AuthFamily, timestamp: string): Error {
  return family === "s3"
    ? queryParametersError(`X-Amz-Date must be in the ISO8601 Long Format "yyyyMMdd'T'HHmmss'Z'"`)
    : malformedDate(family, timestamp);
}

/** Services other than S3 do without it; a signature then counts as long as one in a header. */
function parseExpires(text: string | undefined, family: AuthFamily): number | undefined {
  if (text === undefined) return undefined;
  const seconds = Number(text);
  if (!/^-?\d+$/.test(text)) throw expiresError("X-Amz-Expires should be a number", family);
  if (seconds < 1) throw expiresError("X-Amz-Expires must be non-negative", family);
  if (seconds > MAX_EXPIRES_SECONDS) {
    const limit = `less than ${MAX_EXPIRES_SECONDS} seconds`;
    throw expiresError(
      `X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be ${limit}`,
      family,
    );
  }
  return seconds;
}

const expiresError = (message: string, family: AuthFamily): AwsError =>
  family === "s3" ? queryParametersError(message) : incompleteSignature(family, message);
