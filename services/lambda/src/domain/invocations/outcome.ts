import { AwsError } from "@skylab/aws";
import type { EventResponse } from "./event.ts";

/** What came of an attempt at an event. */
export type Outcome =
  /** The function was run, or was not there: such attempts are counted. */
  | { readonly kind: "success" | "failure"; readonly response: EventResponse }
  /** It was not run, and may be later. */
  | { readonly kind: "notRun"; readonly response?: EventResponse }
  /** It is its own cause. */
  | { readonly kind: "recursive"; readonly response: EventResponse };

/** What a function answered. */
type Answered = { readonly payload: Uint8Array; readonly end: { readonly functionError?: string } };

export function answered({ end, payload }: Answered, executedVersion: string): Outcome {
  const response = { statusCode: 200, executedVersion, payload: Buffer.from(payload).toString() };
  if (end.functionError === undefined) return { kind: "success", response };
  return { kind: "failure", response: { ...response, functionError: end.functionError } };
}

/** What came of an attempt that was refused; an engine's failure is for whoever works the queue off. */
export function refused(error: unknown): Outcome {
  if (!(error instanceof AwsError)) throw error;
  const { code, message } = error;
  switch (code) {
    case "TooManyRequestsException":
      return { kind: "notRun", response: { statusCode: 429, message } };
    case "ServiceException":
    case "ResourceConflictException":
    case "InternalFailure":
      return { kind: "notRun" };
    case "RecursiveInvocationException":
      return { kind: "recursive", response: { statusCode: 400, functionError: code, message } };
    case "ResourceNotFoundException":
      return { kind: "failure", response: { statusCode: 404, message } };
    default:
      return { kind: "failure", response: { statusCode: error.status ?? 400, functionError: code, message } };
  }
}
