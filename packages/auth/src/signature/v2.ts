import { createHmac } from "node:crypto";
import { AwsError } from "@skylab/aws";
import type { SignedRequest } from "../request.ts";
import type { SignatureV2 } from "./authentication.ts";
import { invalidArgument, missingDate } from "./s3-refusals.ts";
import { parseHttpDate, parseTimestamp } from "./time.ts";
import { queryParameters } from "./uri.ts";

// S3's Signature Version 2: https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAuthentication.html

/** What a query may carry that changes the resource, and is signed with it. */
const SIGNED_PARAMETERS = new Set(
  `accelerate acl analytics cors delete encryption intelligent-tiering inventory legal-hold lifecycle location logging
  metrics notification object-lock ownershipControls partNumber policy policyStatus publicAccessBlock replication
  requestPayment restore retention select select-type tagging torrent uploadId uploads versionId versioning versions
  website response-cache-control response-content-disposition response-content-encoding response-content-language
  response-content-type response-expires`.split(/\s+/),
);

/** Whether an Authorization header is of Version 2: `AWS AKID:signature`. */
export const isHeaderV2 = (authorization: string): boolean => authorization.startsWith("AWS ");

/** `Authorization: AWS AKID:signature`. @throws AwsError in S3's words. */
export function parseHeaderV2(request: SignedRequest, authorization: string): SignatureV2 {
  const [, accessKeyId = "", signature = ""] = /^AWS ([^:\s]+):(\S+)$/.exec(authorization) ?? [];
  if (signature === "") {
    const message = "Authorization header is invalid -- one and only one ' ' (space) required";
    throw invalidArgument(message, "Authorization", authorization);
  }
  const amzDate = request.headers["x-amz-date"]?.toString();
  const signedAt = amzDate ?? request.headers.date ?? "";
  const at = parseHttpDate(signedAt) ?? parseTimestamp(signedAt);
  if (at === undefined) throw missingDate();
  const signedDate = amzDate === undefined ? signedAt : "";
  const sessionToken = request.headers["x-amz-security-token"]?.toString();
  return { version: 2, place: "header", accessKeyId, signature, date: signedDate, at, sessionToken };
}

/** Whether a query has what makes a Version 2 presigned one. */
export const claimsPresignedV2 = (parameters: ReadonlyMap<string, string>): boolean =>
  parameters.has("AWSAccessKeyId") || parameters.has("Signature");

/** `AWSAccessKeyId=…&Expires=…&Signature=…`, as boto3 presigns by default. @throws AwsError in S3's words. */
export function parseQueryV2(parameters: ReadonlyMap<string, string>, request: SignedRequest): SignatureV2 {
  const accessKeyId = parameters.get("AWSAccessKeyId");
  const signature = parameters.get("Signature");
  const date = parameters.get("Expires");
  if (!accessKeyId || !signature || !date) {
    const message = "Query-string authentication requires the Signature, Expires and AWSAccessKeyId parameters";
    throw new AwsError("AccessDenied", message, { status: 403 });
  }
  if (!/^\d{1,12}$/.test(date)) {
    const message = `Invalid date (should be seconds since epoch): ${date}`;
    throw new AwsError("AccessDenied", message, { status: 403 });
  }
  const sessionToken = parameters.get("x-amz-security-token") ?? request.headers["x-amz-security-token"]?.toString();
  return { version: 2, place: "query", accessKeyId, signature, date, at: Number(date) * 1000, sessionToken };
}

/** What Version 2 signs. `virtualBucket` is the bucket where the Host names it, and the path does not. */
export function stringToSignV2(
  authentication: SignatureV2,
  request: SignedRequest,
  virtualBucket: string | undefined,
): string {
  const { headers, method, path } = request;
  const parameters = queryParameters(request.query);
  const contentMd5 = headers["content-md5"] ?? parameters.get("content-md5") ?? "";
  const contentType = headers["content-type"] ?? parameters.get("content-type") ?? "";
  const resource = `${virtualBucket === undefined ? "" : `/${virtualBucket}`}${path}${signedParameters(parameters)}`;
  return `${method}\n${contentMd5.toString()}\n${contentType}\n${authentication.date}\n${amzHeaders(request, parameters)}${resource}`;
}

function amzHeaders(request: SignedRequest, parameters: ReadonlyMap<string, string>): string {
  const lines: string[] = [];
  for (const [name, value] of Object.entries(request.headers)) {
    if (!name.startsWith("x-amz-") || value === undefined) continue;
    const text = typeof value === "string" ? value.replaceAll(", ", ",") : value.join(",");
    lines.push(`${name}:${text.replace(/[ \t\r\n]+/g, " ").trim()}\n`);
  }
  // A presigned query carries what would else be headers.
  for (const [name, value] of parameters) if (name.startsWith("x-amz-")) lines.push(`${name}:${value}\n`);
  return lines.toSorted().join("");
}

function signedParameters(parameters: ReadonlyMap<string, string>): string {
  const signed = [...parameters].filter(([name]) => SIGNED_PARAMETERS.has(name));
  if (signed.length === 0) return "";
  const pairs = signed.map(([name, value]) => (value === "" ? name : `${name}=${value}`));
  return `?${pairs.toSorted().join("&")}`;
}

/** The signature in base64. */
export const signatureV2 = (secret: string, text: string): string =>
  createHmac("sha1", secret).update(text).digest("base64");
