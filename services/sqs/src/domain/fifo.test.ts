import { describe, expect, it } from "vitest";
import { routingOf } from "./fifo.ts";
import { settingsOf } from "./queue-settings.ts";

const PLACE = { account: "000000000000", region: "us-east-1" };
const standard = settingsOf({ place: PLACE, name: "orders" }, { DelaySeconds: "7" });
const fifo = settingsOf({ place: PLACE, name: "orders.fifo" }, { FifoQueue: "true" });
const contentBased = settingsOf(
  { place: PLACE, name: "orders.fifo" },
  { FifoQueue: "true", ContentBasedDeduplication: "true" },
);

describe("a message to a standard queue", () => {
  it("is delayed as it says, or else as the queue does", () => {
    expect(routingOf({ MessageBody: "x" }, standard)).toEqual({ delaySeconds: 7 });
    expect(routingOf({ MessageBody: "x", DelaySeconds: 0 }, standard)).toEqual({ delaySeconds: 0 });
  });

  it("may have a group, and no deduplication id", () => {
    expect(routingOf({ MessageGroupId: "tenant" }, standard)).toEqual({ delaySeconds: 7, groupId: "tenant" });
    expect(() => routingOf({ MessageDeduplicationId: "d" }, standard)).toThrow(
      "Value d for parameter MessageDeduplicationId is invalid. Reason: The request include parameter that is not valid for this queue type.",
    );
  });

  it.each([-1, 901])("is not delayed by %i seconds", (seconds) => {
    expect(() => routingOf({ DelaySeconds: seconds }, standard)).toThrow(
      `Value ${seconds} for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.`,
    );
  });
});

describe("a message to a FIFO queue", () => {
  it("needs a group", () => {
    expect(() => routingOf({ MessageBody: "x" }, fifo)).toThrow(
      "The request must contain the parameter MessageGroupId.",
    );
  });

  it("needs a deduplication id, or a queue that makes it of the body", () => {
    expect(() => routingOf({ MessageBody: "x", MessageGroupId: "g" }, fifo)).toThrow(
      "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
    );
    expect(routingOf({ MessageBody: "x", MessageGroupId: "g" }, contentBased).deduplicationId).toBe(
      "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881",
    );
    const own = { MessageBody: "x", MessageGroupId: "g", MessageDeduplicationId: "own" };
    expect(routingOf(own, contentBased).deduplicationId).toBe("own");
  });

  it("has no delay of its own", () => {
    const message = { MessageBody: "x", MessageGroupId: "g", MessageDeduplicationId: "d" };
    expect(routingOf({ ...message, DelaySeconds: 0 }, fifo)).toEqual({ groupId: "g", deduplicationId: "d" });
    expect(() => routingOf({ ...message, DelaySeconds: 2 }, fifo)).toThrow(
      "Value 2 for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid for this queue type.",
    );
  });

  it.each(["group 123", "x".repeat(129), "ä", ""])("is refused with the id %j", (id) => {
    const words = "can only include alphanumeric and punctuation characters. 1 to 128 in length.";
    expect(() => routingOf({ MessageGroupId: id }, fifo)).toThrow(
      `Value ${id} for parameter MessageGroupId is invalid. Reason: MessageGroupId ${words}`,
    );
    expect(() => routingOf({ MessageGroupId: "g", MessageDeduplicationId: id }, fifo)).toThrow(
      `Value ${id} for parameter MessageDeduplicationId is invalid. Reason: MessageDeduplicationId ${words}`,
    );
  });
});
