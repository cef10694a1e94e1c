import type { WireResponse } from "@skylab/protocol";
import { IntegrationFault } from "../integrations/integration.ts";
import { AddressFault } from "../mappings/endpoint-url.ts";
import { TemplateFault } from "../templates/template.ts";

/** Why a WebSocket API does not do what a client asks for; a status tells clients that are not connected yet. */
export class WebSocketRefusal extends Error {
  readonly status: number;
  /** What clients are told. */
  readonly words: string;
  /** What is answered in place of AWS's words. */
  readonly body: string | undefined;
  /** `x-amzn-ErrorType`, of what AWS says. */
  readonly errorType: string | undefined;

  constructor(status: number, words: string, { body, errorType }: { body?: string; errorType?: string } = {}) {
    super(words);
    this.name = "WebSocketRefusal";
    this.status = status;
    this.words = words;
    this.body = body;
    this.errorType = body === undefined ? (errorType ?? errorTypeOf(status)) : undefined;
  }
}

/** Those that REST APIs have for the same. */
function errorTypeOf(status: number): string {
  if (status >= 500) return "InternalServerErrorException";
  return ERROR_TYPES[status] ?? "BadRequestException";
}

const ERROR_TYPES: Readonly<Record<number, string>> = {
  401: "UnauthorizedException",
  403: "ForbiddenException",
  429: "TooManyRequestsException",
};

const INTERNAL = "Internal server error";

/** The API is not made as it would have to be, or somebody behind it is at fault. */
export const internalError = (status = 500): WebSocketRefusal => new WebSocketRefusal(status, INTERNAL);

export const forbidden = (): WebSocketRefusal => new WebSocketRefusal(403, "Forbidden");

export const invalidBody = (): WebSocketRefusal => new WebSocketRefusal(400, "Invalid request body");

export const tooManyRequests = (): WebSocketRefusal => new WebSocketRefusal(429, "Too Many Requests");

/** The quota of a usage plan is used up. */
export const limitExceeded = (): WebSocketRefusal =>
  new WebSocketRefusal(429, "Limit Exceeded", { errorType: "LimitExceededException" });

/** A function failed, or answered what is no answer: 502, as recorded. */
export const badGateway = (): WebSocketRefusal => internalError(502);

/** What went wrong on the way to or behind an integration. @throws what is our own fault */
export function refusalOf(error: unknown): WebSocketRefusal {
  if (error instanceof WebSocketRefusal) return error;
  if (error instanceof TemplateFault || error instanceof AddressFault) return internalError();
  if (!(error instanceof IntegrationFault)) throw error;
  if (error.kind === "timeout") return new WebSocketRefusal(504, "Endpoint request timed out");
  return internalError(error.kind === "unreachable" ? 504 : 500);
}

/** What a client is told, as a frame or as the body of an answer; the spaces are AWS's. */
export const errorText = (words: string, { connectionId, requestId }: ErrorIds): string =>
  `{"message": ${JSON.stringify(words)}, "connectionId":"${connectionId}", "requestId":"${requestId}"}`;

export type ErrorIds = { readonly connectionId: string; readonly requestId: string };

/** What somebody is answered who gets no connection. */
export const refusalAnswer = ({ body, errorType, status, words }: WebSocketRefusal, ids: ErrorIds): WireResponse => ({
  status,
  headers: {
    "content-type": "application/json",
    "x-amzn-RequestId": ids.requestId,
    ...(errorType !== undefined && { "x-amzn-ErrorType": errorType }),
  },
  body: body ?? errorText(words, ids),
});
