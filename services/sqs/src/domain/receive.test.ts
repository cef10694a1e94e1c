import { expect, it } from "vitest";
import { settingsOf } from "./queue-settings.ts";
import { readReceive, wantedSystemAttributes } from "./receive.ts";

const PLACE = { account: "000000000000", region: "us-east-1" };
const settings = settingsOf(
  { place: PLACE, name: "orders" },
  { ReceiveMessageWaitTimeSeconds: "5", VisibilityTimeout: "60" },
);
const fifo = settingsOf({ place: PLACE, name: "orders.fifo" }, { FifoQueue: "true" });

it("a receive takes one message, and waits and hides as its queue does", () => {
  expect(readReceive({}, settings)).toEqual({ max: 1, waitMs: 5000, visibilityMs: 60_000 });
});

it("a receive may say otherwise", () => {
  const input = { MaxNumberOfMessages: 10, WaitTimeSeconds: 0, VisibilityTimeout: 0 };
  expect(readReceive(input, settings)).toEqual({ max: 10, waitMs: 0, visibilityMs: 0 });
});

it.each([
  [
    { MaxNumberOfMessages: 0 },
    "Value 0 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.",
  ],
  [
    { MaxNumberOfMessages: 11 },
    "Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.",
  ],
  [
    { WaitTimeSeconds: -1 },
    "Value -1 for parameter WaitTimeSeconds is invalid. Reason: Must be >= 0 and <= 20, if provided.",
  ],
  [
    { WaitTimeSeconds: 21 },
    "Value 21 for parameter WaitTimeSeconds is invalid. Reason: Must be >= 0 and <= 20, if provided.",
  ],
  [
    { VisibilityTimeout: 43_201 },
    "Value 43201 for parameter VisibilityTimeout is invalid. Reason: Must be >= 0 and <= 43200, if provided.",
  ],
  [
    { ReceiveRequestAttemptId: "a" },
    "Value a for parameter ReceiveRequestAttemptId is invalid. Reason: The request include parameter that is not valid for this queue type.",
  ],
])("%j is refused", (input, message) => {
  expect(() => readReceive(input, settings)).toThrow(message);
});

it("a receive from a FIFO queue may be an attempt", () => {
  expect(readReceive({ ReceiveRequestAttemptId: "a" }, fifo)).toMatchObject({ attemptId: "a" });
  expect(() => readReceive({ ReceiveRequestAttemptId: "a b" }, fifo)).toThrow(
    "ReceiveRequestAttemptId can only include",
  );
});

it("the attributes of messages are asked for by two members, the older of which takes a queue's attributes, too", () => {
  expect(wantedSystemAttributes({ AttributeNames: ["QueueArn"], MessageSystemAttributeNames: ["SenderId"] })).toEqual([
    "QueueArn",
    "SenderId",
  ]);
  expect(() => wantedSystemAttributes({ MessageSystemAttributeNames: ["Nonsense"] })).toThrow(
    expect.objectContaining({ code: "InvalidAttributeName", message: "Unknown Attribute Nonsense." }),
  );
});
