import { createHash } from "node:crypto";
import { AwsError } from "@skylab/aws";
import type { AuthFamily } from "./family.ts";

/** A common error as the families of services other than S3 know it. */
type Refusal = { readonly json: string; readonly query: string; readonly queryStatus: number };

// https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html,
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
const MISSING_TOKEN: Refusal = {
  json: "MissingAuthenticationTokenException",
  query: "MissingAuthenticationToken",
  queryStatus: 403,
};
const INCOMPLETE: Refusal = { json: "IncompleteSignatureException", query: "IncompleteSignature", queryStatus: 400 };
const MISMATCH: Refusal = { json: "InvalidSignatureException", query: "SignatureDoesNotMatch", queryStatus: 403 };
const UNKNOWN_KEY: Refusal = { json: "UnrecognizedClientException", query: "InvalidClientTokenId", queryStatus: 403 };
const EXPIRED_TOKEN: Refusal = { json: "ExpiredTokenException", query: "ExpiredToken", queryStatus: 403 };

type CommonFamily = Exclude<AuthFamily, "s3">;

function common(refusal: Refusal, family: CommonFamily, message: string): AwsError {
  if (family === "query") return new AwsError(refusal.query, message, { status: refusal.queryStatus });
  const status = { json: 400, queryJson: refusal.queryStatus, restJson: 403 }[family];
  return new AwsError(refusal.json, message, { status, queryCode: refusal.query });
}

/** Nobody signed, and somebody must have. */
export function missingToken(family: AuthFamily): AwsError {
  if (family === "s3") return new AwsError("AccessDenied", "Access Denied", { status: 403 });
  const message = family === "restJson" ? "Missing Authentication Token" : "Request is missing Authentication Token";
  return common(MISSING_TOKEN, family, message);
}

/** The access key is not known, or no longer in use. */
export function unknownKey(family: AuthFamily, accessKeyId: string): AwsError {
  if (family === "s3") {
    const message = "The AWS Access Key Id you provided does not exist in our records.";
    return new AwsError("InvalidAccessKeyId", message, { status: 403, members: { AWSAccessKeyId: accessKeyId } });
  }
  return common(UNKNOWN_KEY, family, "The security token included in the request is invalid.");
}

/** The session token is absent, or not the one that came with the key. */
export function invalidToken(family: AuthFamily, token: string | undefined): AwsError {
  if (family === "s3") {
    const message = "The provided token is malformed or otherwise invalid.";
    return new AwsError("InvalidToken", message, { status: 400, members: { "Token-0": token ?? "" } });
  }
  return common(UNKNOWN_KEY, family, "The security token included in the request is invalid");
}

/** The temporary credentials are over. */
export function expiredToken(family: AuthFamily, token: string | undefined): AwsError {
  if (family === "s3") {
    const message = "The provided token has expired.";
    return new AwsError("ExpiredToken", message, { status: 400, members: { "Token-0": token ?? "" } });
  }
  return common(EXPIRED_TOKEN, family, "The security token included in the request is expired");
}

/** The Authorization header or the query lacks something, outside S3. */
export const incompleteSignature = (family: CommonFamily, message: string): AwsError =>
  common(INCOMPLETE, family, message);

/** The signature cannot be right, outside S3: expired, wrong scope, not what was calculated. */
export const invalidSignature = (family: CommonFamily, message: string): AwsError => common(MISMATCH, family, message);

/** What the server worked out, so that an S3 client sees where it went astray. */
export type Calculation = {
  readonly accessKeyId: string;
  readonly signature: string;
  readonly stringToSign: string;
  /** Signature Version 4 of a request; chunks and Version 2 have none. */
  readonly canonicalRequest?: string;
};

/** The signature is not the one that the secret yields. */
export function signatureDoesNotMatch(family: AuthFamily, calculation: Calculation): AwsError {
  const message = "The request signature we calculated does not match the signature you provided.";
  if (family !== "s3") {
    const advice =
      "Check your AWS Secret Access Key and signing method. Consult the service documentation for details.";
    return invalidSignature(family, `${message} ${advice}`);
  }
  const { canonicalRequest } = calculation;
  return new AwsError("SignatureDoesNotMatch", `${message} Check your key and signing method.`, {
    status: 403,
    members: {
      AWSAccessKeyId: calculation.accessKeyId,
      StringToSign: calculation.stringToSign,
      SignatureProvided: calculation.signature,
      StringToSignBytes: spacedHex(calculation.stringToSign),
      ...(canonicalRequest !== undefined && {
        CanonicalRequest: canonicalRequest,
        CanonicalRequestBytes: spacedHex(canonicalRequest),
      }),
    },
  });
}

const spacedHex = (text: string): string =>
  Buffer.from(text, "latin1")
    .toString("hex")
    .replace(/..(?=.)/g, "$& ");

/** AWS does not echo an Authorization header since 2023, only this. */
export const hashedBase64 = (text: string): string => createHash("sha256").update(text).digest("base64");
