import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type Message,
  PurgeQueueCommand,
} from "@aws-sdk/client-sqs";
import { describe, expect, it, vi } from "vitest";
import { bodies, type TestQueue, useSqs } from "./sqs.ts";

const sqs = useSqs();
const later = (seconds: number): Promise<void> => sqs.skylab().clock.advance(seconds * 1000);
/** A wait of the product takes part of a test's time where the test moves the clock before the wait begins. */
const WITHIN = { timeout: 30_000 };
const change = (queue: TestQueue, message: Message | undefined, seconds: number): Promise<unknown> =>
  sqs.client().send(
    new ChangeMessageVisibilityCommand({
      QueueUrl: queue.url,
      ReceiptHandle: message?.ReceiptHandle,
      VisibilityTimeout: seconds,
    }),
  );
const remove = (queue: TestQueue, message: Message | undefined): Promise<unknown> =>
  sqs.client().send(new DeleteMessageCommand({ QueueUrl: queue.url, ReceiptHandle: message?.ReceiptHandle }));

describe("a message in flight", () => {
  it("comes back when its visibility timeout has run out, under a new handle", async () => {
    const queue = await sqs.createQueue({ VisibilityTimeout: "60" });
    await queue.send("message");
    const [first] = await queue.receive();
    await later(40);
    expect(await queue.receive()).toEqual([]);
    await later(21);
    const [second] = await queue.receive();
    expect(second?.MessageId).toBe(first?.MessageId);
    expect(second?.ReceiptHandle).not.toBe(first?.ReceiptHandle);
  });

  it("is hidden for as long as its receiver asks for", async () => {
    const queue = await sqs.createQueue();
    await queue.send("message");
    const [message] = await queue.receive({ VisibilityTimeout: 600 });
    await change(queue, message, 0);
    const [again] = await queue.receive({ VisibilityTimeout: 100 });
    await change(queue, again, 200);
    await later(150);
    expect(await queue.receive()).toEqual([]);
    await later(51);
    expect(await queue.receive()).toHaveLength(1);
  });

  it("is hidden for twelve hours at most", async () => {
    const queue = await sqs.createQueue();
    await queue.send("message");
    const [message] = await queue.receive({ VisibilityTimeout: 3600 });
    await later(60);
    await expect(change(queue, message, 43_200)).rejects.toMatchObject({
      Code: "InvalidParameterValue",
      message:
        "Value 43200 for parameter VisibilityTimeout is invalid. Reason: Total VisibilityTimeout for the message is beyond the limit [43200 seconds]",
    });
    await change(queue, message, 43_000);
  });

  it("that is deleted is so for good, and deleting it again is no mistake", async () => {
    const queue = await sqs.createQueue();
    await queue.send("message");
    const [message] = await queue.receive();
    await remove(queue, message);
    await remove(queue, message);
    await expect(change(queue, message, 10)).rejects.toMatchObject({
      message: `Value ${message?.ReceiptHandle} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.`,
    });
    await later(60);
    expect(await queue.receive()).toEqual([]);
  });

  it("is not deleted by a handle of an earlier receive", async () => {
    const queue = await sqs.createQueue();
    await queue.send("message");
    const [first] = await queue.receive({ VisibilityTimeout: 0 });
    await queue.receive({ VisibilityTimeout: 0 });
    await remove(queue, first);
    expect(await queue.receive()).toHaveLength(1);
  });
});

describe("a delay", () => {
  it("keeps a message from being received, and is counted", async () => {
    const queue = await sqs.createQueue({ DelaySeconds: "300", VisibilityTimeout: "600" });
    await queue.send("of the queue");
    await queue.send("own", { DelaySeconds: 100 });
    await queue.send("none", { DelaySeconds: 0 });
    expect(bodies(await queue.receive())).toEqual(["none"]);
    expect(await queue.attribute("ApproximateNumberOfMessagesDelayed")).toBe("2");
    await later(100);
    expect(bodies(await queue.receive())).toEqual(["own"]);
    await later(200);
    expect(bodies(await queue.receive())).toEqual(["of the queue"]);
  });
});

describe("retention", () => {
  it("ends a message", async () => {
    const queue = await sqs.createQueue({ MessageRetentionPeriod: "60" });
    await queue.send("message");
    await later(40);
    expect(await queue.receive({ VisibilityTimeout: 0 })).toHaveLength(1);
    await later(21);
    expect(await queue.receive()).toEqual([]);
  });
});

describe("a long poll", () => {
  it("is answered when a message comes", async () => {
    const queue = await sqs.createQueue();
    const receiving = queue.receive({ WaitTimeSeconds: 20 });
    await queue.send("message");
    expect(bodies(await receiving)).toEqual(["message"]);
  });

  it("ends without a message when its time is over, which the queue may set", async () => {
    const queue = await sqs.createQueue({ ReceiveMessageWaitTimeSeconds: "20" });
    const { clock } = sqs.skylab();
    const begin = await clock.now();
    let answered = false;
    const receiving = queue.receive().finally(() => {
      answered = true;
    });
    await vi.waitFor(async () => {
      await later(1);
      expect(answered).toBe(true);
    }, WITHIN);
    expect(await receiving).toEqual([]);
    expect((await clock.now()) - begin).toBeGreaterThanOrEqual(20_000);
  });

  it("is answered when a message becomes visible", async () => {
    const queue = await sqs.createQueue();
    await queue.send("message", { DelaySeconds: 10 });
    let received: Message[] = [];
    const receiving = queue.receive({ WaitTimeSeconds: 20 }).then((messages) => {
      received = messages;
    });
    await vi.waitFor(async () => {
      await later(1);
      expect(bodies(received)).toEqual(["message"]);
    }, WITHIN);
    await receiving;
  });
});

describe("a purge", () => {
  it("takes every message, and may be repeated after a minute", async () => {
    const queue = await sqs.createQueue();
    await queue.send("visible");
    await queue.send("delayed", { DelaySeconds: 10 });
    await queue.send("in flight");
    await queue.receive({ MaxNumberOfMessages: 1 });
    await sqs.client().send(new PurgeQueueCommand({ QueueUrl: queue.url }));
    await later(40);
    expect(await queue.receive()).toEqual([]);
    await expect(sqs.client().send(new PurgeQueueCommand({ QueueUrl: queue.url }))).rejects.toMatchObject({
      name: "PurgeQueueInProgress",
      message: `Only one PurgeQueue operation on ${queue.name} is allowed every 60 seconds.`,
    });
    await later(21);
    await sqs.client().send(new PurgeQueueCommand({ QueueUrl: queue.url }));
  });
});

describe("the counts of a queue", () => {
  it("follow its messages", async () => {
    const queue = await sqs.createQueue();
    for (const body of ["a", "b", "c"]) await queue.send(body);
    await queue.send("d", { DelaySeconds: 60 });
    await queue.receive({ MaxNumberOfMessages: 1 });
    expect(await queue.attribute("ApproximateNumberOfMessages")).toBe("2");
    expect(await queue.attribute("ApproximateNumberOfMessagesNotVisible")).toBe("1");
    expect(await queue.attribute("ApproximateNumberOfMessagesDelayed")).toBe("1");
  });
});
