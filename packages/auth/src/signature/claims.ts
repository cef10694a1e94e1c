import type { IncomingHttpHeaders } from "node:http";
import type { AwsError } from "@skylab/aws";
import type { Authentication, SignatureV4 } from "./authentication.ts";
import type { AuthFamily } from "./family.ts";
import { invalidSignature } from "./refusals.ts";
import {
  headersNotSigned,
  malformed,
  notValidYet,
  queryParametersError,
  requestExpired,
  timeTooSkewed,
} from "./s3-refusals.ts";
import { TERMINATOR } from "./signing.ts";
import { formatTimestamp } from "./time.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAuthentication.html: within 15 minutes of the server's time. */
const MAX_SKEW_MS = 15 * 60 * 1000;

/** @throws AwsError if a request was signed too long ago, or in the future, for AWS to believe it. */
export function requireCurrent(authentication: Authentication, family: AuthFamily, now: number): void {
  requireNotExpired(authentication, family, now);
  if (authentication.version === 2) {
    if (authentication.place === "header" && Math.abs(now - authentication.at) > MAX_SKEW_MS) {
      throw timeTooSkewed(authentication.date || formatTimestamp(authentication.at), now, MAX_SKEW_MS);
    }
    return;
  }
  const { expiresSeconds, signedAt, timestamp } = authentication;
  const early = signedAt - now > MAX_SKEW_MS;
  const late = expiresSeconds === undefined && now - signedAt > MAX_SKEW_MS;
  if (!early && !late) return;
  if (family === "s3")
    throw authentication.place === "query" ? notValidYet() : timeTooSkewed(timestamp, now, MAX_SKEW_MS);
  throw early
    ? notYetCurrent(family, timestamp, now)
    : signatureExpired(family, timestamp, { now, validMs: MAX_SKEW_MS });
}

/** @throws AwsError if a presigned request is used after the time that it was presigned for. */
export function requireNotExpired(authentication: Authentication, family: AuthFamily, now: number): void {
  if (authentication.place === "header") return;
  if (authentication.version === 2) {
    if (now > authentication.at) throw requestExpired(authentication.at, now, undefined);
    return;
  }
  const { expiresSeconds, signedAt, timestamp } = authentication;
  if (expiresSeconds === undefined || now <= signedAt + expiresSeconds * 1000) return;
  throw family === "s3"
    ? requestExpired(signedAt + expiresSeconds * 1000, now, expiresSeconds)
    : signatureExpired(family, timestamp, { now, validMs: expiresSeconds * 1000 });
}

type CommonFamily = Exclude<AuthFamily, "s3">;

function signatureExpired(
  family: CommonFamily,
  timestamp: string,
  limit: { readonly now: number; readonly validMs: number },
): AwsError {
  const { now, validMs } = limit;
  const earliest = formatTimestamp(now - validMs);
  return invalidSignature(
    family,
    `Signature expired: ${timestamp} is now earlier than ${earliest} (${formatTimestamp(now)} - ${duration(validMs)}.)`,
  );
}

function notYetCurrent(family: CommonFamily, timestamp: string, now: number): AwsError {
  const latest = formatTimestamp(now + MAX_SKEW_MS);
  return invalidSignature(
    family,
    `Signature not yet current: ${timestamp} is still later than ${latest} (${formatTimestamp(now)} + ${duration(MAX_SKEW_MS)}.)`,
  );
}

const duration = (ms: number): string => (ms % 60_000 === 0 ? `${ms / 60_000} min` : `${ms / 1000} sec`);

/** @throws AwsError if the credential scope is for another service, or another day than the signature. */
export function requireScope(authentication: SignatureV4, family: AuthFamily, service: string): void {
  const { scope, terminator, timestamp } = authentication;
  const day = timestamp.slice(0, 8);
  if (scope.service === service && scope.date === day && terminator === TERMINATOR) return;
  if (family === "s3") throw s3ScopeError(authentication, service, day);
  const problems: string[] = [];
  if (scope.service !== service) problems.push(`Credential should be scoped to correct service: '${service}'.`);
  if (terminator !== TERMINATOR) {
    problems.push(`Credential should be scoped with a valid terminator: '${TERMINATOR}', not '${terminator}'.`);
  }
  if (scope.date !== day) {
    problems.push(
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${scope.date}' != '${day}', from '${timestamp}'.`,
    );
  }
  throw invalidSignature(family, problems.join(" "));
}

function s3ScopeError(authentication: SignatureV4, service: string, day: string): AwsError {
  const { place, scope, terminator } = authentication;
  if (scope.service !== service) {
    return malformed(place, `incorrect service "${scope.service}". This endpoint belongs to "${service}".`);
  }
  if (terminator !== TERMINATOR) {
    return malformed(place, `incorrect terminal "${terminator}". This endpoint uses "${TERMINATOR}".`);
  }
  const problem = `Invalid credential date "${scope.date}". This date is not the same as X-Amz-Date: "${day}".`;
  return place === "header" ? malformed(place, problem) : queryParametersError(problem);
}

/** @throws AwsError if the signature leaves out a header that AWS wants covered. */
export function requireSignedHeaders(
  authentication: SignatureV4,
  headers: IncomingHttpHeaders,
  family: AuthFamily,
): void {
  const { place, signedHeaders } = authentication;
  const unsigned = Object.keys(headers).filter((name) => isAmazons(name) && !signedHeaders.includes(name));
  const signsHost = signedHeaders.includes("host");
  if (family !== "s3") {
    if (!signsHost) throw headerNotSigned(family, "Host' or ':authority");
    // A session token that is not signed does not count, and harms nobody.
    const missing = unsigned.find((name) => name !== "content-md5" && name !== "x-amz-security-token");
    if (missing !== undefined) throw headerNotSigned(family, missing);
    return;
  }
  // A presigned URL's payload mode need not be a signed header: the query may say it.
  const missing = place === "query" ? unsigned.filter((name) => name !== "x-amz-content-sha256") : unsigned;
  if (!signsHost) missing.unshift("host");
  if (missing.length > 0) throw headersNotSigned(missing);
}

/** Headers that mean something to AWS: whoever adds one on the way changes the request. */
const isAmazons = (name: string): boolean => name.startsWith("x-amz-") || name === "content-md5";

const headerNotSigned = (family: CommonFamily, name: string): AwsError =>
  invalidSignature(family, `'${name}' must be a 'SignedHeader' in the AWS Authorization.`);
