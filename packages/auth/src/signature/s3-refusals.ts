import { AwsError, isoSeconds } from "@skylab/aws";

// https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html; the wordings are as recorded from S3.

/** Something is wrong with how the Authorization header, or the X-Amz-Credential parameter, is put together. */
export function malformed(place: "header" | "query", problem: string): AwsError {
  return place === "header"
    ? new AwsError("AuthorizationHeaderMalformed", `The authorization header is malformed; ${problem}`, { status: 400 })
    : queryParametersError(`Error parsing the X-Amz-Credential parameter; ${problem}`);
}

/** Something is wrong with a presigned query. */
export const queryParametersError = (message: string): AwsError =>
  new AwsError("AuthorizationQueryParametersError", message, { status: 400 });

/** An argument is wrong; S3 says which, and its value. */
export const invalidArgument = (message: string, name: string, value: string): AwsError =>
  new AwsError("InvalidArgument", message, { status: 400, members: { ArgumentName: name, ArgumentValue: value } });

/** Signed in two ways at once. */
export const oneMechanismOnly = (authorization: string): AwsError =>
  invalidArgument(
    "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified",
    "Authorization",
    authorization,
  );

/** No header says when the request was signed. */
export const missingDate = (): AwsError =>
  new AwsError("AccessDenied", "AWS authentication requires a valid Date or x-amz-date header", { status: 403 });

/** A presigned URL was used after its time. */
export function requestExpired(expiresAt: number, now: number, expiresSeconds: number | undefined): AwsError {
  return new AwsError("AccessDenied", "Request has expired", {
    status: 403,
    members: {
      ...(expiresSeconds !== undefined && { "X-Amz-Expires": String(expiresSeconds) }),
      Expires: isoSeconds(expiresAt),
      ServerTime: isoSeconds(now),
    },
  });
}

/** A presigned URL was signed in the future. */
export const notValidYet = (): AwsError => new AwsError("AccessDenied", "Request is not valid yet", { status: 403 });

/** The client's clock is off. */
export function timeTooSkewed(requestTime: string, now: number, maxSkewMs: number): AwsError {
  return new AwsError(
    "RequestTimeTooSkewed",
    "The difference between the request time and the current time is too large.",
    {
      status: 403,
      members: {
        RequestTime: requestTime,
        ServerTime: isoSeconds(now),
        MaxAllowedSkewMilliseconds: String(maxSkewMs),
      },
    },
  );
}

/** S3 wants every x-amz- header covered by the signature. */
export const headersNotSigned = (names: readonly string[]): AwsError =>
  new AwsError("AccessDenied", "There were headers present in the request which were not signed", {
    status: 403,
    members: { HeadersNotSigned: names.join(", ") },
  });

/** A header-signed request that says nothing of its body. */
export const missingContentSha256 = (): AwsError =>
  new AwsError("InvalidRequest", "Missing required header for this request: x-amz-content-sha256", { status: 400 });

/** The body is not the one whose SHA-256 (hex) was signed. */
export const bodyHashMismatch = (declared: string, computed: string): AwsError =>
  new AwsError(
    "XAmzContentSHA256Mismatch",
    "The provided 'x-amz-content-sha256' header does not match what was computed.",
    { status: 400, members: { ClientComputedContentSHA256: declared, S3ComputedContentSHA256: computed } },
  );
