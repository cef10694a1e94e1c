import {
  CancelMessageMoveTaskCommand,
  DeleteQueueCommand,
  ListDeadLetterSourceQueuesCommand,
  ListMessageMoveTasksCommand,
  type Message,
  SetQueueAttributesCommand,
  StartMessageMoveTaskCommand,
} from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import { soon } from "../soon.ts";
import { bodies, byText, type TestQueue, useSqs } from "./sqs.ts";

const sqs = useSqs();
const later = (seconds: number): Promise<void> => sqs.skylab().clock.advance(seconds * 1000);
const redrive = (deadLetterQueue: TestQueue, maxReceiveCount = 1): { RedrivePolicy: string } => ({
  RedrivePolicy: JSON.stringify({ deadLetterTargetArn: deadLetterQueue.arn, maxReceiveCount }),
});

const countOf = async (queue: TestQueue): Promise<number> =>
  Number(await queue.attribute("ApproximateNumberOfMessages"));

/** Sends messages and lets them die: each is received once, and the next receive moves it. */
async function die(queue: TestQueue, deadLetterQueue: TestQueue, messages: readonly string[]): Promise<void> {
  const before = await countOf(deadLetterQueue);
  for (const message of messages) await queue.send(message);
  await soon(async () => {
    await queue.receive({ VisibilityTimeout: 0 });
    expect(await countOf(deadLetterQueue)).toBe(before + messages.length);
  });
}

/** Messages are moved behind the answer to the receive that found them dead. */
const expectVisible = async (queue: TestQueue, messages: readonly string[]): Promise<void> =>
  expect(bodies(await queue.receive({ VisibilityTimeout: 0 }))).toEqual(expect.arrayContaining([...messages]));

describe("a redrive policy", () => {
  it("moves a message that was received too often", async () => {
    const dead = await sqs.createQueue();
    const queue = await sqs.createQueue(redrive(dead, 2));
    const { MessageId } = await queue.send("message");
    expect(await queue.receive({ VisibilityTimeout: 0 })).toHaveLength(1);
    expect(await queue.receive({ VisibilityTimeout: 0 })).toHaveLength(1);
    expect(await queue.receive()).toEqual([]);
    const [message] = await dead.receive({ MessageSystemAttributeNames: ["All"], WaitTimeSeconds: 20 });
    expect(message?.MessageId).toBe(MessageId);
    expect(message?.Attributes).toMatchObject({
      DeadLetterQueueSourceArn: queue.arn,
      ApproximateReceiveCount: "3",
    });
  });

  it("moves messages of a FIFO queue in their order", async () => {
    const fifo = { FifoQueue: "true", ContentBasedDeduplication: "true" };
    const dead = await sqs.createQueue(fifo);
    const queue = await sqs.createQueue({ ...fifo, ...redrive(dead) });
    for (const body of ["1", "2", "3"]) await queue.send(body, { MessageGroupId: "g" });
    await queue.receive({ VisibilityTimeout: 0 });
    expect(await queue.receive()).toEqual([]);
    await soon(() => expectVisible(dead, ["1", "2", "3"]));
    expect(bodies(await dead.receive())).toEqual(["1", "2", "3"]);
  });

  it("names a queue that is there, of the same type", async () => {
    const dead = await sqs.createQueue();
    const missing = JSON.stringify({ deadLetterTargetArn: `${dead.arn}x`, maxReceiveCount: 1 });
    await expect(sqs.createQueue({ RedrivePolicy: missing })).rejects.toMatchObject({
      Code: "InvalidParameterValue",
      message: `Value ${missing} for parameter RedrivePolicy is invalid. Reason: Dead letter target does not exist.`,
    });
    await expect(sqs.createQueue({ FifoQueue: "true", ...redrive(dead) })).rejects.toMatchObject({
      message: expect.stringMatching(/Dead-letter queue must be same type of queue as the source\.\.$/),
    });
  });

  it("is refused by a dead-letter queue that does not want it", async () => {
    const dead = await sqs.createQueue({ RedriveAllowPolicy: '{"redrivePermission":"denyAll"}' });
    await expect(sqs.createQueue(redrive(dead))).rejects.toMatchObject({ Code: "InvalidParameterValue" });
  });

  it("can be taken away, and then moves nothing any more", async () => {
    const dead = await sqs.createQueue();
    const queue = await sqs.createQueue(redrive(dead));
    const sources = new ListDeadLetterSourceQueuesCommand({ QueueUrl: dead.url });
    expect((await sqs.client().send(sources)).queueUrls).toEqual([queue.url]);
    await sqs.client().send(new SetQueueAttributesCommand({ QueueUrl: queue.url, Attributes: { RedrivePolicy: "" } }));
    expect((await sqs.client().send(sources)).queueUrls).toEqual([]);
    await soon(async () => {
      expect(await queue.attribute("RedrivePolicy")).toBeUndefined();
    });
    await queue.send("message");
    expect(await queue.receive({ VisibilityTimeout: 0 })).toHaveLength(1);
    expect(bodies(await queue.receive())).toEqual(["message"]);
  });

  it("whose dead-letter queue is gone leaves messages where they are", async () => {
    const dead = await sqs.createQueue();
    const queue = await sqs.createQueue(redrive(dead));
    await sqs.client().send(new DeleteQueueCommand({ QueueUrl: dead.url }));
    await soon(async () => {
      await expect(countOf(dead)).rejects.toMatchObject({ name: "QueueDoesNotExist" });
    });
    await queue.send("message");
    expect(await queue.receive({ VisibilityTimeout: 0 })).toHaveLength(1);
    expect(bodies(await queue.receive())).toEqual(["message"]);
  });
});

const start = async (
  source: TestQueue,
  more: { DestinationArn?: string; MaxNumberOfMessagesPerSecond?: number } = {},
): Promise<string | undefined> =>
  (await sqs.client().send(new StartMessageMoveTaskCommand({ SourceArn: source.arn, ...more }))).TaskHandle;
const list = async (source: TestQueue): Promise<object[]> =>
  (await sqs.client().send(new ListMessageMoveTasksCommand({ SourceArn: source.arn, MaxResults: 10 }))).Results ?? [];
/** One a second: so long a task is still running while a test looks at it, also where the machine stands still. */
const MANY_TURNS = Array.from({ length: 30 }, (_, number) => `message ${number}`);
/** The job that moves messages runs on the clock, but its work takes time of the machine's own. */
const eventually = (check: () => Promise<void>): Promise<void> =>
  soon(async () => {
    await later(1);
    await check();
  });

describe("a move task", () => {
  it("brings messages back to the queues from which they came", async () => {
    const dead = await sqs.createQueue();
    const a = await sqs.createQueue(redrive(dead));
    const b = await sqs.createQueue(redrive(dead));
    await die(a, dead, ["a1", "a2"]);
    await die(b, dead, ["b1"]);
    const handle = await start(dead);
    expect(JSON.parse(Buffer.from(handle ?? "", "base64").toString())).toEqual({
      taskId: expect.any(String),
      sourceArn: dead.arn,
    });
    await eventually(async () => expect(await list(dead)).toMatchObject([{ Status: "COMPLETED" }]));
    expect(await list(dead)).toEqual([
      {
        Status: "COMPLETED",
        SourceArn: dead.arn,
        ApproximateNumberOfMessagesMoved: 3,
        ApproximateNumberOfMessagesToMove: 3,
        StartedTimestamp: expect.any(Number),
      },
    ]);
    expect(bodies(await a.receive()).toSorted(byText)).toEqual(["a1", "a2"]);
    expect(bodies(await b.receive())).toEqual(["b1"]);
  });

  it("brings messages to another queue, at its rate", async () => {
    const dead = await sqs.createQueue();
    const queue = await sqs.createQueue(redrive(dead));
    const other = await sqs.createQueue();
    await die(queue, dead, MANY_TURNS);
    const handle = await start(dead, { DestinationArn: other.arn, MaxNumberOfMessagesPerSecond: 1 });
    expect(await list(dead)).toMatchObject([
      { Status: "RUNNING", TaskHandle: handle, DestinationArn: other.arn, MaxNumberOfMessagesPerSecond: 1 },
    ]);
    await expect(start(dead)).rejects.toMatchObject({
      message:
        "There is already a task running. Only one active task is allowed for a source queue arn at a given time.",
    });
    await eventually(async () => expect(await list(dead)).toMatchObject([{ Status: "COMPLETED" }]));
    const received: Message[] = [];
    while (received.length < MANY_TURNS.length) received.push(...(await other.receive({ WaitTimeSeconds: 20 })));
    expect(bodies(received).toSorted(byText)).toEqual(MANY_TURNS.toSorted(byText));
  });

  it("can be cancelled, once", async () => {
    const dead = await sqs.createQueue();
    const queue = await sqs.createQueue(redrive(dead));
    await die(queue, dead, MANY_TURNS);
    const TaskHandle = await start(dead, { MaxNumberOfMessagesPerSecond: 1 });
    const cancel = new CancelMessageMoveTaskCommand({ TaskHandle });
    expect((await sqs.client().send(cancel)).ApproximateNumberOfMessagesMoved).toBeLessThan(MANY_TURNS.length);
    // The job that cancels may have come before this.
    expect(await list(dead)).toMatchObject([{ Status: expect.stringMatching(/^CANCELL(ING|ED)$/) }]);
    await expect(sqs.client().send(cancel)).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: "Task does not exist.",
    });
    await eventually(async () => expect(await list(dead)).toMatchObject([{ Status: "CANCELLED" }]));
  });

  it("fails for a message that came from no queue", async () => {
    const dead = await sqs.createQueue();
    await sqs.createQueue(redrive(dead));
    await dead.send("straight in");
    await start(dead);
    await eventually(async () =>
      expect(await list(dead)).toMatchObject([
        { Status: "FAILED", FailureReason: "CouldNotDetermineMessageSource", ApproximateNumberOfMessagesMoved: 0 },
      ]),
    );
  });

  it("needs queues that are there, and a source that is a dead-letter queue", async () => {
    const queue = await sqs.createQueue();
    await expect(start(queue)).rejects.toMatchObject({
      Code: "InvalidParameterValue",
      message: "Source queue must be configured as a Dead Letter Queue.",
    });
    await expect(start({ ...queue, arn: `${queue.arn}x` })).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: "The resource that you specified for the SourceArn parameter doesn't exist.",
    });
    await expect(start(queue, { DestinationArn: `${queue.arn}x` })).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: "The resource that you specified for the DestinationArn parameter doesn't exist.",
    });
  });
});
