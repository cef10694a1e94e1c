import type { GatewayResponseType } from "@aws-sdk/client-api-gateway";
import type { Refused } from "../authorizers/authorization.ts";
import type { IntegrationFault } from "../integrations/integration.ts";
import type { Invalid } from "../validation/validation.ts";

/** Why a REST API answers itself; thrown on the way of a request, and answered as its gateway response of the type says. */
export class RestFailure extends Error {
  readonly type: GatewayResponseType;
  readonly status: number;
  /** `x-amzn-ErrorType` */
  readonly errorType: string;
  /** `$context.error.message` */
  readonly words: string | null;
  /** What execution logs tell of it, and clients do not learn. */
  readonly reason: string | undefined;

  constructor(type: GatewayResponseType, answer: FailureAnswer, reason?: string) {
    super(answer.message ?? type);
    this.name = "RestFailure";
    this.type = type;
    this.status = answer.status;
    this.errorType = answer.errorType;
    this.words = answer.message;
    this.reason = reason;
  }
}

export type FailureAnswer = { readonly status: number; readonly errorType: string; readonly message: string | null };

/** Nothing is at this path, or nothing by this method: AWS's words. */
export const missingAuthenticationToken = (): RestFailure =>
  new RestFailure("MISSING_AUTHENTICATION_TOKEN", {
    status: 403,
    errorType: "MissingAuthenticationTokenException",
    message: "Missing Authentication Token",
  });

/** An authorizer or a policy refuses. */
export const refused = ({ errorType, message, status, type }: Refused): RestFailure =>
  new RestFailure(type, { status, errorType, message });

/** A request is not as its method asks for it. */
export const invalidRequest = ({ message, type }: Invalid): RestFailure =>
  new RestFailure(type, { status: 400, errorType: "BadRequestException", message });

/** A page of another site asks a method that wants to know who asks, where nobody checks that. */
export const pageMayNotAsk = (): RestFailure =>
  new RestFailure("ACCESS_DENIED", { status: 403, errorType: "AccessDeniedException", message: "Forbidden" });

/** A body is not packed as its head says. */
export const invalidBody = (): RestFailure =>
  invalidRequest({ type: "BAD_REQUEST_BODY", message: "Invalid request body", validationErrorString: "" });

/** A client that may not empty the cache says that it shall be. */
export const mayNotInvalidate = (): RestFailure =>
  new RestFailure("ACCESS_DENIED", { status: 403, errorType: "AccessDeniedException", message: "Forbidden" });

/** A method asks for an API key, and none that counts came with the request. */
export const noSuchApiKey = (): RestFailure =>
  new RestFailure("INVALID_API_KEY", { status: 403, errorType: "ForbiddenException", message: "Forbidden" });

export const tooManyRequests = (): RestFailure =>
  new RestFailure("THROTTLED", {
    status: 429,
    errorType: "TooManyRequestsException",
    message: "Too Many Requests",
  });

/** The quota of a usage plan is used up. */
export const limitExceeded = (): RestFailure =>
  new RestFailure("QUOTA_EXCEEDED", { status: 429, errorType: "LimitExceededException", message: "Limit Exceeded" });

export const requestTooLong = (): RestFailure =>
  new RestFailure("REQUEST_TOO_LARGE", {
    status: 413,
    errorType: "RequestTooLargeException",
    message: "Request Too Long",
  });

export const unsupportedMediaType = (): RestFailure =>
  new RestFailure("UNSUPPORTED_MEDIA_TYPE", {
    status: 415,
    errorType: "UnsupportedMediaTypeException",
    message: "Unsupported Media Type",
  });

const INTERNAL: Omit<FailureAnswer, "status"> = {
  errorType: "InternalServerErrorException",
  message: "Internal server error",
};

/** The API is not made as it would have to be. */
export const configurationError = (reason: string): RestFailure =>
  new RestFailure(
    "API_CONFIGURATION_ERROR",
    { status: 500, ...INTERNAL },
    `Execution failed due to configuration error: ${reason}`,
  );

/** A function failed, or answered what is no answer. */
export const badGateway = (reason: string): RestFailure =>
  new RestFailure("DEFAULT_5XX", { status: 502, ...INTERNAL }, reason);

const FAILURES: Readonly<Record<IntegrationFault["kind"], (words: string) => RestFailure>> = {
  timeout: () =>
    new RestFailure(
      "INTEGRATION_TIMEOUT",
      { status: 504, errorType: INTERNAL.errorType, message: "Endpoint request timed out" },
      "Execution failed due to a timeout error",
    ),
  unreachable: () =>
    new RestFailure(
      "INTEGRATION_FAILURE",
      { status: 504, errorType: INTERNAL.errorType, message: "Network error communicating with endpoint" },
      "Execution failed due to a network error communicating with endpoint",
    ),
  "too-large": (words) => badGateway(`Execution failed due to an internal error: ${words}`),
  forbidden: configurationError,
  failure: configurationError,
  throttled: configurationError,
};

/** What an API answers where its integration gave nothing that it could use. */
export const failureOf = ({ kind, message }: IntegrationFault): RestFailure => FAILURES[kind](message);
