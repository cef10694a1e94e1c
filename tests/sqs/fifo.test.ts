import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type Message,
  PurgeQueueCommand,
  SendMessageBatchCommand,
} from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import { bodies, type TestQueue, useSqs } from "./sqs.ts";

const sqs = useSqs();
const later = (seconds: number): Promise<void> => sqs.skylab().clock.advance(seconds * 1000);
const remove = (queue: TestQueue, message: Message | undefined): Promise<unknown> =>
  sqs.client().send(new DeleteMessageCommand({ QueueUrl: queue.url, ReceiptHandle: message?.ReceiptHandle }));

const FIFO = { FifoQueue: "true", ContentBasedDeduplication: "true" };
const inGroup = (group: string): { MessageGroupId: string } => ({ MessageGroupId: group });

describe("the order of a FIFO queue", () => {
  it("is that of the sends, within each group, one group at a time", async () => {
    const queue = await sqs.createQueue(FIFO);
    await queue.send("a1", inGroup("a"));
    await queue.send("a2", inGroup("a"));
    await queue.send("b1", inGroup("b"));
    const [first] = await queue.receive({ MaxNumberOfMessages: 1 });
    expect(first?.Body).toBe("a1");
    // Group a waits for a1.
    expect(bodies(await queue.receive())).toEqual(["b1"]);
    await remove(queue, first);
    expect(bodies(await queue.receive())).toEqual(["a2"]);
  });

  it("is told by sequence numbers of twenty digits", async () => {
    const queue = await sqs.createQueue(FIFO);
    const first = await queue.send("1", inGroup("g"));
    const second = await queue.send("2", inGroup("g"));
    expect(first.SequenceNumber).toMatch(/^\d{20}$/);
    expect((second.SequenceNumber ?? "") > (first.SequenceNumber ?? "")).toBe(true);
    const [message] = await queue.receive({ MessageSystemAttributeNames: ["All"] });
    expect(message?.Attributes).toMatchObject({
      SequenceNumber: first.SequenceNumber,
      MessageGroupId: "g",
      MessageDeduplicationId: "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b",
    });
  });

  it("holds in a batch", async () => {
    const digits = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
    const queue = await sqs.createQueue(FIFO);
    const Entries = digits.map((Id) => ({ Id, MessageBody: Id, MessageGroupId: "g" }));
    const { Successful } = await sqs.client().send(new SendMessageBatchCommand({ QueueUrl: queue.url, Entries }));
    expect(Successful?.[0]?.SequenceNumber).toMatch(/^\d{20}$/);
    expect(bodies(await queue.receive())).toEqual(digits);
  });
});

describe("deduplication", () => {
  it("answers a second message like the first, for five minutes", async () => {
    const queue = await sqs.createQueue(FIFO);
    const first = await queue.send("same", inGroup("g"));
    const second = await queue.send("same", inGroup("g"));
    expect(second.MessageId).toBe(first.MessageId);
    expect(second.SequenceNumber).toBe(first.SequenceNumber);
    const received = await queue.receive();
    expect(received).toHaveLength(1);
    await remove(queue, received[0]);
    await queue.send("same", inGroup("g"));
    expect(await queue.receive()).toEqual([]);
    await later(301);
    await queue.send("same", inGroup("g"));
    expect(await queue.receive()).toHaveLength(1);
  });

  it("goes by the id, not by the body, where there is one", async () => {
    const queue = await sqs.createQueue(FIFO);
    await queue.send("same", { ...inGroup("g"), MessageDeduplicationId: "1" });
    await queue.send("same", { ...inGroup("g"), MessageDeduplicationId: "2" });
    await queue.send("other", { ...inGroup("g"), MessageDeduplicationId: "2" });
    expect(bodies(await queue.receive())).toEqual(["same", "same"]);
  });

  it("may be a matter of the message group", async () => {
    const queue = await sqs.createQueue({
      ...FIFO,
      DeduplicationScope: "messageGroup",
      FifoThroughputLimit: "perMessageGroupId",
    });
    await queue.send("same", inGroup("a"));
    await queue.send("same", inGroup("b"));
    await queue.send("same", inGroup("b"));
    expect(await queue.receive()).toHaveLength(2);
  });

  it("begins anew with a purge", async () => {
    const queue = await sqs.createQueue(FIFO);
    await queue.send("same", inGroup("g"));
    await sqs.client().send(new PurgeQueueCommand({ QueueUrl: queue.url }));
    await queue.send("same", inGroup("g"));
    expect(await queue.receive()).toHaveLength(1);
  });
});

describe("a handle of a FIFO queue", () => {
  it("ends with its visibility timeout", async () => {
    const queue = await sqs.createQueue(FIFO);
    await queue.send("message", inGroup("g"));
    const [message] = await queue.receive({ VisibilityTimeout: 10 });
    await later(11);
    await expect(remove(queue, message)).rejects.toMatchObject({
      Code: "InvalidParameterValue",
      message: `Value ${message?.ReceiptHandle} for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.`,
    });
    expect(await queue.receive()).toHaveLength(1);
  });

  it("changes the visibility of its message", async () => {
    const queue = await sqs.createQueue(FIFO);
    await queue.send("message", inGroup("g"));
    const [message] = await queue.receive();
    const handle = { QueueUrl: queue.url, ReceiptHandle: message?.ReceiptHandle };
    await sqs.client().send(new ChangeMessageVisibilityCommand({ ...handle, VisibilityTimeout: 0 }));
    expect(await queue.receive()).toHaveLength(1);
  });
});

describe("a FIFO queue", () => {
  it("delays all its messages alike", async () => {
    const queue = await sqs.createQueue({ ...FIFO, DelaySeconds: "100" });
    await queue.send("message", inGroup("g"));
    expect(await queue.receive()).toEqual([]);
    await later(100);
    expect(await queue.receive()).toHaveLength(1);
  });

  it("repeats a receive that was not heard", async () => {
    const queue = await sqs.createQueue(FIFO);
    await queue.send("message", inGroup("g"));
    const attempt = { ReceiveRequestAttemptId: "attempt-1" };
    const [first] = await queue.receive(attempt);
    const [second] = await queue.receive(attempt);
    expect(second?.ReceiptHandle).toBe(first?.ReceiptHandle);
    expect(await queue.receive({ ReceiveRequestAttemptId: "attempt-2" })).toEqual([]);
  });

  it("refuses messages without a group or a deduplication id", async () => {
    const queue = await sqs.createQueue({ FifoQueue: "true" });
    await expect(queue.send("x", { MessageDeduplicationId: "d" })).rejects.toMatchObject({
      Code: "MissingParameter",
      message: "The request must contain the parameter MessageGroupId.",
    });
    await expect(queue.send("x", inGroup("g"))).rejects.toMatchObject({
      Code: "InvalidParameterValue",
      message:
        "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
    });
  });
});

describe("a standard queue", () => {
  it("takes a message group for a tenant, and gives it back", async () => {
    const queue = await sqs.createQueue();
    await queue.send("message", inGroup("tenant"));
    const [message] = await queue.receive({ MessageSystemAttributeNames: ["MessageGroupId"] });
    expect(message?.Attributes).toEqual({ MessageGroupId: "tenant" });
  });
});
