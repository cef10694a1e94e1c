import { expect, it } from "vitest";
import { settingsOf } from "./queue-settings.ts";
import { readSendBatch } from "./send-batch.ts";

const PLACE = { account: "000000000000", region: "us-east-1" };
const standard = settingsOf({ place: PLACE, name: "orders" }, { MaximumMessageSize: "1024" });
const fifo = settingsOf({ place: PLACE, name: "orders.fifo" }, { FifoQueue: "true" });

it("entries of a standard queue fail one by one", () => {
  const { accepted, failed } = readSendBatch(
    [
      { Id: "good", MessageBody: "x" },
      { Id: "long", MessageBody: "x".repeat(1025) },
      { Id: "empty", MessageBody: "" },
      { Id: "bad", MessageBody: "\u0000" },
    ],
    standard,
    undefined,
  );
  expect(accepted.map(({ id }) => id)).toEqual(["good"]);
  expect(failed.map(({ Id, Code, Message }) => [Id, Code, Message])).toEqual([
    [
      "long",
      "InvalidParameterValue",
      "One or more parameters cannot be validated. Reason: Message must be shorter than 1024 bytes.",
    ],
    ["empty", "MissingParameter", "The request must contain the parameter SendMessageBatchRequestEntry.3.MessageBody."],
    ["bad", "InvalidMessageContents", expect.stringContaining("'#x0'")],
  ]);
});

it("one bad entry fails the whole batch of a FIFO queue", () => {
  const entries = [
    { Id: "good", MessageBody: "x", MessageGroupId: "g", MessageDeduplicationId: "d" },
    { Id: "bad", MessageBody: "x", MessageDeduplicationId: "d" },
  ];
  expect(() => readSendBatch(entries, fifo, undefined)).toThrow(
    expect.objectContaining({
      queryCode: "InvalidParameterValue",
      message: "The request must contain the parameter MessageGroupId.",
    }),
  );
});

const HALF = 512 * 1024;
const sendTwo = (bytes: number): unknown =>
  readSendBatch(
    [
      { Id: "a", MessageBody: "x".repeat(HALF) },
      { Id: "b", MessageBody: "x".repeat(bytes) },
    ],
    settingsOf({ place: PLACE, name: "orders" }, {}),
    undefined,
  );

it("all entries together must not be longer than 1 MiB", () => {
  expect(() => sendTwo(HALF)).not.toThrow();
  expect(() => sendTwo(HALF + 1)).toThrow(
    "Batch requests cannot be longer than 1048576 bytes. You have sent 1048577 bytes.",
  );
});
