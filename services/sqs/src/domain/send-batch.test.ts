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
  const send = (): unknown =>
    readSendBatch(
      [
        { Id: "good", MessageBody: "x", MessageGroupId: "g", MessageDeduplicationId: "d" },
        { Id: "bad", MessageBody: "x", MessageDeduplicationId: "d" },
      ],
      fifo,
      undefined,
    );
  expect(send).toThrow(
    expect.objectContaining({
      queryCode: "InvalidParameterValue",
      message: "The request must contain the parameter MessageGroupId.",
    }),
  );
});

it("all entries together must not be longer than 1 MiB", () => {
  const half = 512 * 1024;
  const send = (bytes: number): unknown =>
    readSendBatch(
      [
        { Id: "a", MessageBody: "x".repeat(half) },
        { Id: "b", MessageBody: "x".repeat(bytes) },
      ],
      settingsOf({ place: PLACE, name: "orders" }, {}),
      undefined,
    );
  expect(() => send(half)).not.toThrow();
  expect(() => send(half + 1)).toThrow(
    "Batch requests cannot be longer than 1048576 bytes. You have sent 1048577 bytes.",
  );
});
