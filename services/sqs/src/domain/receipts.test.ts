import { describe, expect, it } from "vitest";
import {
  checkHandle,
  checkRemoved,
  checkVisibilityChanged,
  checkVisibilityTimeout,
  checkVisibilityTimeoutOfEntry,
} from "./receipts.ts";

it("a handle must be there", () => {
  expect(() => checkHandle("")).toThrow("The request must contain the parameter ReceiptHandle.");
  expect(() => checkHandle(undefined)).toThrow("The request must contain the parameter ReceiptHandle.");
});

describe("deleting by a handle", () => {
  it("that is none is refused", () => {
    expect(() => checkRemoved("invalid", "garbage", false)).toThrow(
      expect.objectContaining({
        code: "ReceiptHandleIsInvalid",
        message: 'The input receipt handle "garbage" is not a valid receipt handle.',
      }),
    );
  });

  it("that is old deletes nothing on a standard queue, and is refused by a FIFO queue", () => {
    for (const outcome of ["stale", "notInFlight"] as const) {
      expect(() => checkRemoved(outcome, "h", false)).not.toThrow();
      expect(() => checkRemoved(outcome, "h", true)).toThrow(
        "Value h for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.",
      );
    }
  });
});

describe("changing a visibility", () => {
  it("is refused where the message is not in flight", () => {
    expect(() => checkVisibilityChanged("notInFlight", { handle: "h", seconds: 1 }, false)).toThrow(
      "Value h for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.",
    );
  });

  it("is refused where the message would be hidden for more than twelve hours", () => {
    expect(() => checkVisibilityChanged("beyondLimit", { handle: "h", seconds: 43_200 }, false)).toThrow(
      "Value 43200 for parameter VisibilityTimeout is invalid. Reason: Total VisibilityTimeout for the message is beyond the limit [43200 seconds]",
    );
  });

  it("is worded otherwise in a batch", () => {
    expect(() => checkVisibilityTimeout(43_201)).toThrow(
      "Value 43201 for parameter VisibilityTimeout is invalid. Reason: Must be between 0 and 43200.",
    );
    expect(() => checkVisibilityTimeoutOfEntry(43_201, 1)).toThrow(
      "Value 43201 for parameter VisibilityTimeout is invalid. Reason: VisibilityTimeout must be an integer between 0 and 43200.",
    );
    expect(() => checkVisibilityTimeoutOfEntry(undefined, 2)).toThrow(
      "The request must contain the parameter ChangeMessageVisibilityBatchRequestEntry.2.VisibilityTimeout.",
    );
  });
});
