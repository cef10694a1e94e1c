import {
  invalidValue,
  messageNotAvailable,
  missingParameter,
  receiptHandleExpired,
  receiptHandleIsInvalid,
} from "./errors.ts";
import { MAX_VISIBILITY_TIMEOUT_SECONDS } from "./limits.ts";

/** What became of a receipt handle, in the words of the queues port. */
export type ReceiptOutcome = "done" | "stale" | "notInFlight" | "beyondLimit" | "invalid";

/** @throws AwsError `MissingParameter` */
export function checkHandle(handle: string | undefined): void {
  if (handle === undefined || handle.trim() === "") throw missingParameter("ReceiptHandle");
}

/**
 * Whether a message was deleted, as AWS sees it: on a standard queue an old handle deletes nothing and is answered all
 * the same; on a FIFO queue a handle ends with its visibility timeout.
 * @throws AwsError in AWS's words
 */
export function checkRemoved(outcome: ReceiptOutcome, handle: string, fifo: boolean): void {
  if (outcome === "invalid") throw receiptHandleIsInvalid(handle);
  if (fifo && outcome !== "done") throw receiptHandleExpired(handle);
}

/** @throws AwsError in AWS's words */
export function checkVisibilityTimeout(seconds: number): void {
  if (seconds < 0 || seconds > MAX_VISIBILITY_TIMEOUT_SECONDS) {
    throw invalidValue("VisibilityTimeout", seconds, `Must be between 0 and ${MAX_VISIBILITY_TIMEOUT_SECONDS}.`);
  }
}

/** In a batch AWS says it otherwise. @throws AwsError in AWS's words */
export function checkVisibilityTimeoutOfEntry(seconds: number | undefined, position: number): number {
  if (seconds === undefined) {
    throw missingParameter(`ChangeMessageVisibilityBatchRequestEntry.${position}.VisibilityTimeout`);
  }
  if (seconds < 0 || seconds > MAX_VISIBILITY_TIMEOUT_SECONDS) {
    throw invalidValue(
      "VisibilityTimeout",
      seconds,
      `VisibilityTimeout must be an integer between 0 and ${MAX_VISIBILITY_TIMEOUT_SECONDS}.`,
    );
  }
  return seconds;
}

/** A change that was asked for. */
export type VisibilityRequest = { readonly handle: string; readonly seconds: number };

/**
 * Whether a visibility was changed, as AWS sees it.
 * @throws AwsError in AWS's words
 */
export function checkVisibilityChanged(
  outcome: ReceiptOutcome,
  { handle, seconds }: VisibilityRequest,
  fifo: boolean,
): void {
  switch (outcome) {
    case "invalid":
      throw receiptHandleIsInvalid(handle);
    case "notInFlight":
      throw messageNotAvailable(handle);
    case "beyondLimit":
      throw invalidValue(
        "VisibilityTimeout",
        seconds,
        `Total VisibilityTimeout for the message is beyond the limit [${MAX_VISIBILITY_TIMEOUT_SECONDS} seconds]`,
      );
    case "stale":
      if (fifo) throw receiptHandleExpired(handle);
      return;
    case "done":
      return;
  }
}
