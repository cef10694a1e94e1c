import { AwsError } from "@skylab/aws";
import type { WireResponse } from "@skylab/protocol";

/** What the URL of a function answers instead of the function; its spelling is its own. */
const urlRefusal = (status: number, message: string | null, errorType: string): WireResponse => ({
  status,
  headers: { "content-type": "application/json", "x-amzn-errortype": errorType },
  body: JSON.stringify({ Message: message }),
});

const FORBIDDEN = 403;

/** Nobody signed where somebody must. */
export const unsignedUrl = (): WireResponse => urlRefusal(FORBIDDEN, "Forbidden", "AccessDeniedException");

/** Whoever asks may not. */
export const forbiddenUrl = (): WireResponse =>
  urlRefusal(
    FORBIDDEN,
    "Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html",
    "AccessDeniedException",
  );

/** There is no such URL. */
export const noSuchUrl = (): WireResponse => urlRefusal(FORBIDDEN, null, "AccessDeniedException");

/** The function failed, or answered what is no answer. */
export const badAnswer = (): WireResponse => ({
  status: 502,
  headers: { "content-type": "application/json" },
  body: "Internal Server Error",
});

/** Why a function was not run; what is no AwsError is for the frame. */
export function notRun(error: unknown): WireResponse {
  if (!(error instanceof AwsError)) throw error;
  return urlRefusal(STATUSES[error.code] ?? error.status ?? 400, error.message, error.code);
}

const STATUSES: Readonly<Record<string, number>> = {
  InvalidRuntimeException: 502,
  InvalidZipFileException: 502,
  RecursiveInvocationException: 400,
  ResourceConflictException: 409,
  ResourceNotFoundException: 404,
  ServiceException: 500,
  TooManyRequestsException: 429,
};
