import {
  PublishBatchCommand,
  PublishCommand,
  SetSubscriptionAttributesCommand,
  UnsubscribeCommand,
} from "@aws-sdk/client-sns";
import { GetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { uniqueAccount } from "@skylab/testkit";
import { describe, expect, it } from "vitest";
import { soon } from "../soon.ts";
import { notificationIn, type TestQueue, useSns } from "./sns.ts";

const sns = useSns();

const RAW = { RawMessageDelivery: "true" };
const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/;

const waiting = async (url: string): Promise<string | undefined> => {
  const command = new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ["ApproximateNumberOfMessages"] });
  return (await sns.skylab().client(SQSClient).send(command)).Attributes?.["ApproximateNumberOfMessages"];
};

/** A standard queue gives what it has in any order. */
const bodiesIn = async (queue: TestQueue, many: number): Promise<ReadonlySet<string | undefined>> =>
  new Set((await queue.take(many)).map(({ Body }) => Body));

describe("what is published to a topic", () => {
  it("comes to every queue that is subscribed, in SNS's envelope", async () => {
    const topic = await sns.createTopic();
    const queues = [await sns.createQueue(topic), await sns.createQueue(topic)];
    const subscriptions = await Promise.all(queues.map(({ arn }) => topic.subscribe("sqs", arn)));
    const { MessageId } = await topic.publish("hello", {
      Subject: "greeting",
      MessageAttributes: { color: { DataType: "String", StringValue: "red" } },
    });
    expect(MessageId).toMatch(UUID);
    for (const [at, queue] of queues.entries()) {
      const [message = {}] = await queue.take(1);
      const notification = notificationIn(message);
      expect(Object.keys(notification)).toEqual([
        "Type",
        "MessageId",
        "TopicArn",
        "Subject",
        "Message",
        "Timestamp",
        "SignatureVersion",
        "Signature",
        "SigningCertURL",
        "UnsubscribeURL",
        "MessageAttributes",
      ]);
      expect(notification).toMatchObject({
        Type: "Notification",
        MessageId,
        TopicArn: topic.arn,
        Subject: "greeting",
        Message: "hello",
        SignatureVersion: "1",
        MessageAttributes: { color: { Type: "String", Value: "red" } },
      });
      expect(String(notification["UnsubscribeURL"])).toContain(subscriptions[at]);
    }
  });

  it("comes as it is where it is wanted raw, its attributes as the queue's own", async () => {
    const topic = await sns.createTopic();
    const queue = await sns.createQueue(topic);
    await topic.subscribe("sqs", queue.arn, RAW);
    const bytes = Buffer.from([0, 1, 255]);
    await topic.publish("raw text", {
      Subject: "is not there",
      MessageAttributes: {
        price: { DataType: "Number", StringValue: "1.5" },
        image: { DataType: "Binary", BinaryValue: bytes },
      },
    });
    const [message] = await queue.take(1);
    expect(message?.Body).toBe("raw text");
    expect(message?.MessageAttributes).toMatchObject({
      price: { DataType: "Number", StringValue: "1.5" },
      image: { DataType: "Binary" },
    });
    expect(Buffer.from(message?.MessageAttributes?.["image"]?.BinaryValue ?? [])).toEqual(bytes);
  });

  it("comes to those alone whose filters let it through, by its attributes or its text", async () => {
    const topic = await sns.createTopic();
    const [byAttribute, byBody] = [await sns.createQueue(topic), await sns.createQueue(topic)];
    await topic.subscribe("sqs", byAttribute.arn, { ...RAW, FilterPolicy: '{"kind":["order",{"prefix":"re"}]}' });
    await topic.subscribe("sqs", byBody.arn, {
      ...RAW,
      FilterPolicyScope: "MessageBody",
      FilterPolicy: '{"price":[{"numeric":[">",10]}]}',
    });
    const publish = async (kind: string, price: number): Promise<unknown> =>
      topic.publish(JSON.stringify({ price }), {
        MessageAttributes: { kind: { DataType: "String", StringValue: kind } },
      });
    await publish("other", 5);
    await publish("order", 7);
    await publish("other", 20);
    await publish("return", 30);
    expect(await bodiesIn(byAttribute, 2)).toEqual(new Set(['{"price":30}', '{"price":7}']));
    expect(await bodiesIn(byBody, 2)).toEqual(new Set(['{"price":20}', '{"price":30}']));
    expect(await waiting(byAttribute.url)).toBe("0");
    expect(await waiting(byBody.url)).toBe("0");
  });

  it("has a text of its own for each protocol, where its structure is JSON", async () => {
    const topic = await sns.createTopic();
    const queue = await sns.createQueue(topic);
    await topic.subscribe("sqs", queue.arn, RAW);
    await topic.publish(JSON.stringify({ default: "all", sqs: "queues" }), { MessageStructure: "json" });
    expect((await queue.take(1))[0]?.Body).toBe("queues");
  });

  it("comes ten at a time, where it is published so, and tells which are wrong", async () => {
    const topic = await sns.createTopic();
    const queue = await sns.createQueue(topic);
    await topic.subscribe("sqs", queue.arn, RAW);
    const { Successful = [], Failed } = await sns.client().send(
      new PublishBatchCommand({
        TopicArn: topic.arn,
        PublishBatchRequestEntries: [
          { Id: "one", Message: "1" },
          { Id: "none", Message: "" },
          { Id: "two", Message: "2" },
        ],
      }),
    );
    expect(Successful.map(({ Id }) => Id)).toEqual(["one", "two"]);
    for (const { MessageId } of Successful) expect(MessageId).toMatch(UUID);
    expect(Failed).toEqual([
      { Id: "none", Code: "InvalidParameter", Message: "Invalid parameter: Empty message", SenderFault: true },
    ]);
    expect(await bodiesIn(queue, 2)).toEqual(new Set(["1", "2"]));
  });

  it("comes to nobody who has subscribed since, or is subscribed no more", async () => {
    const topic = await sns.createTopic();
    const [stays, goes, comes] = [
      await sns.createQueue(topic),
      await sns.createQueue(topic),
      await sns.createQueue(topic),
    ];
    await topic.subscribe("sqs", stays.arn, RAW);
    const going = await topic.subscribe("sqs", goes.arn, RAW);
    await topic.publish("first");
    await stays.take(1);
    await goes.take(1);
    await sns.client().send(new UnsubscribeCommand({ SubscriptionArn: going }));
    await topic.subscribe("sqs", comes.arn, RAW);
    await topic.publish("second");
    expect((await comes.take(1))[0]?.Body).toBe("second");
    expect((await stays.take(1))[0]?.Body).toBe("second");
    expect(await waiting(goes.url)).toBe("0");
  });

  it("follows a filter that is changed, at once", async () => {
    const topic = await sns.createTopic();
    const queue = await sns.createQueue(topic);
    const SubscriptionArn = await topic.subscribe("sqs", queue.arn, { ...RAW, FilterPolicy: '{"kind":["a"]}' });
    const publish = async (kind: string): Promise<unknown> =>
      topic.publish(kind, { MessageAttributes: { kind: { DataType: "String", StringValue: kind } } });
    await publish("a");
    expect((await queue.take(1))[0]?.Body).toBe("a");
    const change = { AttributeName: "FilterPolicy", AttributeValue: '{"kind":["b"]}' };
    await sns.client().send(new SetSubscriptionAttributesCommand({ SubscriptionArn, ...change }));
    await publish("a");
    await publish("b");
    expect((await queue.take(1))[0]?.Body).toBe("b");
    expect(await waiting(queue.url)).toBe("0");
  });

  it("is refused in AWS's words", async () => {
    const topic = await sns.createTopic();
    await expect(topic.publish("")).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "Invalid parameter: Empty message",
    });
    await expect(topic.publish("x".repeat(262_145))).rejects.toMatchObject({
      message: "Invalid parameter: Message too long",
    });
    await expect(sns.client().send(new PublishCommand({ Message: "x" }))).rejects.toMatchObject({
      message: "Invalid parameter: TopicArn or TargetArn Reason: no value for required parameter",
    });
    const none = `${topic.arn}-none`;
    await expect(sns.client().send(new PublishCommand({ TopicArn: none, Message: "x" }))).rejects.toMatchObject({
      name: "NotFoundException",
      message: "Topic does not exist",
    });
  });

  it("of another account's topic is refused without its policy", async () => {
    const topic = await sns.createTopic();
    const other = sns.client({ account: uniqueAccount() });
    const publish = new PublishCommand({ TopicArn: topic.arn, Message: "x" });
    await expect(other.send(publish)).rejects.toMatchObject({ name: "AuthorizationErrorException" });
  });
});

describe("what is published to a FIFO topic", () => {
  const FIFO = { FifoTopic: "true" };
  const FIFO_QUEUE = { FifoQueue: "true" };

  it("comes to FIFO queues in the order of its groups, once, with its ids", async () => {
    const topic = await sns.createTopic(FIFO);
    const queue = await sns.createQueue(topic, FIFO_QUEUE);
    await topic.subscribe("sqs", queue.arn, RAW);
    const numbers: string[] = [];
    for (const at of [1, 2, 3]) {
      const ids = { MessageGroupId: "group", MessageDeduplicationId: `id-${at}` };
      const first = await topic.publish(`text ${at}`, ids);
      const again = await topic.publish("something else", ids);
      expect(again).toMatchObject({ MessageId: first.MessageId, SequenceNumber: first.SequenceNumber });
      numbers.push(first.SequenceNumber ?? "");
    }
    expect(numbers.every((number) => /^\d{20}$/.test(number))).toBe(true);
    expect(numbers).toEqual(numbers.toSorted());
    const messages = await queue.take(3);
    expect(messages.map(({ Body }) => Body)).toEqual(["text 1", "text 2", "text 3"]);
    expect(messages[0]?.Attributes).toMatchObject({ MessageGroupId: "group", MessageDeduplicationId: "id-1" });
    expect(await waiting(queue.url)).toBe("0");
  });

  it("comes to standard queues, too", async () => {
    const topic = await sns.createTopic({ ...FIFO, ContentBasedDeduplication: "true" });
    const queue = await sns.createQueue(topic);
    await topic.subscribe("sqs", queue.arn);
    const { MessageId, SequenceNumber } = await topic.publish("text", { MessageGroupId: "group" });
    const [message = {}] = await queue.take(1);
    expect(notificationIn(message)).toMatchObject({ MessageId, SequenceNumber, Message: "text" });
  });
});

it("a queue that lets the topic not in gets nothing, and delays no other", async () => {
  const topic = await sns.createTopic();
  const elsewhere = await sns.createTopic();
  const [closed, open] = [await sns.createQueue(elsewhere), await sns.createQueue(topic)];
  await topic.subscribe("sqs", closed.arn, RAW);
  await topic.subscribe("sqs", open.arn, RAW);
  await topic.publish("text");
  expect((await open.take(1))[0]?.Body).toBe("text");
  await soon(async () => expect(await waiting(closed.url)).toBe("0"));
});
