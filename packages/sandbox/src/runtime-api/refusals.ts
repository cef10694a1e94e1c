import type { ServerResponse } from "node:http";
import { MAX_PAYLOAD_BYTES } from "./limits.ts";

/** What the Runtime and Extensions APIs answer in the words of AWS. */
export type Refusal = { readonly status: number; readonly errorType: string; readonly errorMessage: string };

export const invalidRequestId = (): Refusal => ({
  status: 400,
  errorType: "InvalidRequestID",
  errorMessage: "Invalid request ID",
});

export const invalidResponseMode = (): Refusal => ({
  status: 400,
  errorType: "InvalidFunctionResponseMode",
  errorMessage: "Invalid function response mode",
});

export const tooLarge = (): Refusal => ({
  status: 413,
  errorType: "RequestEntityTooLarge",
  errorMessage: `Exceeded maximum allowed payload size (${MAX_PAYLOAD_BYTES} bytes).`,
});

export const truncated = (): Refusal => ({
  status: 400,
  errorType: "TruncatedHTTPRequest",
  errorMessage: "HTTP request detected as truncated",
});

const NOT_ALLOWED = "State transition is not allowed";

export const wrongStage = (from: string, to: string): Refusal => ({
  status: 403,
  errorType: "InvalidStateTransition",
  errorMessage: `State transition from ${from} to ${to} failed for runtime. Error: ${NOT_ALLOWED}`,
});

export const wrongExtensionStage = (from: string, to: string, extension: string): Refusal => ({
  status: 403,
  errorType: "Extension.InvalidExtensionState",
  errorMessage: `State transition from ${from} to ${to} failed for extension ${extension}. Error: ${NOT_ALLOWED}`,
});

export const extensionRefusal = (errorType: string, errorMessage: string): Refusal => ({
  status: 403,
  errorType,
  errorMessage,
});

/** Answers JSON as AWS does, with a line's end. */
export function answerJson(response: ServerResponse, status: number, value: object): void {
  response.writeHead(status, { "content-type": "application/json" }).end(`${JSON.stringify(value)}\n`);
}

export function refuse(response: ServerResponse, { status, errorType, errorMessage }: Refusal): void {
  answerJson(response, status, { errorMessage, errorType });
}

/** What was told is taken. */
export const accept = (response: ServerResponse): void => answerJson(response, 202, { status: "OK" });
