import { type AccessDecision, accessDenied as accessDeniedError } from "@skylab/auth";
import { AwsError } from "@skylab/aws";
import { hideAccount } from "../../domain/hide-account.ts";
import type { Refused } from "./authorization.ts";

// The words of REST APIs, and how HTTP APIs put them.

/** Nobody has shown who asks, or the authorizer does not know them. */
export const unauthorized = (message = "Unauthorized"): Refused => ({
  allow: false,
  type: "UNAUTHORIZED",
  status: 401,
  message,
  errorType: "UnauthorizedException",
});

type Denial = Exclude<AccessDecision, { decision: "allow" }>;

/** An authorizer's policy, or it with the API's, does not let them: as AWS words it since 2024. */
export const denied = ({ decision }: Denial): Refused =>
  accessDenied(
    decision === "explicitDeny"
      ? "User is not authorized to access this resource with an explicit deny in an identity-based policy"
      : "User is not authorized to access this resource because no identity-based policy allows the execute-api:Invoke action",
  );

const accessDenied = (message: string): Refused => ({
  allow: false,
  type: "ACCESS_DENIED",
  status: 403,
  message,
  errorType: "AccessDeniedException",
});

/** IAM does not let them, as the frame words it. */
export const deniedByIam = ({ message }: AwsError): Refused => accessDenied(hideAccount(message));

/** The API's own policy does not let them. */
export const deniedByResource = (decision: Denial, resource: string): Refused =>
  deniedByIam(
    accessDeniedError(
      { principal: { type: "Anonymous" }, action: "execute-api:Invoke", resource },
      decision,
      "restJson",
    ),
  );

/** An authorizer's function is not to be had, or answered what is no answer. */
export const configurationError = (): Refused => ({
  allow: false,
  type: "AUTHORIZER_CONFIGURATION_ERROR",
  status: 500,
  message: null,
  errorType: "AuthorizerConfigurationException",
});

/** An authorizer's function failed. */
export const authorizerFailure = (): Refused => ({
  ...configurationError(),
  type: "AUTHORIZER_FAILURE",
});

/** Nobody has signed. */
export const missingToken = (): Refused => ({
  allow: false,
  type: "MISSING_AUTHENTICATION_TOKEN",
  status: 403,
  message: "Missing Authentication Token",
  errorType: "MissingAuthenticationTokenException",
});

const SIGNATURE_TYPES: Readonly<Record<string, Refused["type"]>> = {
  ExpiredTokenException: "EXPIRED_TOKEN",
  SignatureDoesNotMatch: "INVALID_SIGNATURE",
  InvalidSignatureException: "INVALID_SIGNATURE",
  IncompleteSignatureException: "INVALID_SIGNATURE",
};

/** A signature is wrong, or the key is nobody's. @throws what tells of no signature, as it is */
export function wrongSignature(error: unknown): Refused {
  if (!(error instanceof AwsError)) throw error;
  const { code, message } = error;
  return { allow: false, type: SIGNATURE_TYPES[code] ?? "DEFAULT_4XX", status: 403, message, errorType: code };
}

const HTTP_WORDS: Readonly<Record<number, string>> = {
  401: "Unauthorized",
  403: "Forbidden",
  500: "Internal Server Error",
};

/** HTTP APIs have one word for all reasons. */
export const asHttpApi = (refused: Refused): Refused => ({
  ...refused,
  message: HTTP_WORDS[refused.status] ?? refused.message,
});
