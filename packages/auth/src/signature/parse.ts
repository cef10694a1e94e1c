import type { SignedRequest } from "../request.ts";
import type { Authentication } from "./authentication.ts";
import type { AuthFamily } from "./family.ts";
import { claimsPresignedV4, parseQueryV4 } from "./parse-query.ts";
import { parseHeaderV4 } from "./parse-header.ts";
import { invalidSignature } from "./refusals.ts";
import { oneMechanismOnly } from "./s3-refusals.ts";
import { CREDENTIAL } from "./credential.ts";
import type { CredentialScope } from "./signing.ts";
import { queryParameters } from "./uri.ts";
import { claimsPresignedV2, isHeaderV2, parseHeaderV2, parseQueryV2 } from "./v2.ts";

/**
 * How a request says it is signed; `undefined` if it does not. Checks the form only, and proves nothing.
 * @throws AwsError in the family's words: `IncompleteSignature…`, S3's `AuthorizationHeaderMalformed` and the like.
 */
export function parseAuthentication(request: SignedRequest, family: AuthFamily): Authentication | undefined {
  const { authorization } = request.headers;
  const parameters = mayBePresigned(request.query) ? queryParameters(request.query) : undefined;
  const presigned = parameters && parsePresigned(parameters, request, family);
  if (authorization === undefined) return presigned;
  if (presigned) {
    if (family === "s3") throw oneMechanismOnly(authorization);
    const message = "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.";
    throw invalidSignature(family, message);
  }
  if (family === "s3" && isHeaderV2(authorization)) return parseHeaderV2(request, authorization);
  return parseHeaderV4(request, authorization, family);
}

/** Most requests have no query; none of the rest needs to be taken apart without these. */
const mayBePresigned = (query: string): boolean =>
  query !== "" && (query.includes("X-Amz-") || query.includes("Signature") || query.includes("AWSAccessKeyId"));

function parsePresigned(
  parameters: ReadonlyMap<string, string>,
  request: SignedRequest,
  family: AuthFamily,
): Authentication | undefined {
  if (claimsPresignedV4(parameters)) return parseQueryV4(parameters, request, family);
  if (family === "s3" && claimsPresignedV2(parameters)) return parseQueryV2(parameters, request);
  return undefined;
}

const CREDENTIAL_IN_HEADER = /\bCredential=([^,\s]*)/;

/** The credential scope that a request names, to find the service and region it is for. Never throws, proves nothing. */
export function claimedScope(request: SignedRequest): CredentialScope | undefined {
  const credential =
    request.headers.authorization === undefined
      ? request.query.includes("X-Amz-Credential") && queryParameters(request.query).get("X-Amz-Credential")
      : CREDENTIAL_IN_HEADER.exec(request.headers.authorization)?.[1];
  const parts = credential ? CREDENTIAL.exec(credential) : undefined;
  if (!parts) return undefined;
  const [, , date = "", region = "", service = ""] = parts;
  return { date, region, service };
}
