import { PutBucketNotificationConfigurationCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import {
  ConfirmSubscriptionCommand,
  SetTopicAttributesCommand,
  type SNSClient,
  SubscribeCommand,
} from "@aws-sdk/client-sns";
import { type Message, SetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { type ClientIdentity, uniqueAccount } from "@skylab/testkit";
import { expect, it } from "vitest";
import { createBucket } from "../s3/s3.ts";
import { soon } from "../soon.ts";
import { createQueue, createTopic, notificationIn, type TestQueue, type TestTopic, useSns } from "./sns.ts";

// Between accounts, regions and services, which let each other in by policies alone.

const sns = useSns();

const queueOf = (as: ClientIdentity, topic: TestTopic): Promise<TestQueue> =>
  createQueue(sns.skylab().client(SQSClient, as), topic);

const policyOf = (Resource: string, statement: Readonly<Record<string, unknown>>): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Resource, ...statement }] });

const setPolicy = (
  client: SNSClient,
  { arn }: TestTopic,
  statement: Readonly<Record<string, unknown>>,
): Promise<unknown> => {
  const set = { TopicArn: arn, AttributeName: "Policy", AttributeValue: policyOf(arn, statement) };
  return client.send(new SetTopicAttributesCommand(set));
};

const subscribe = (
  client: SNSClient,
  topic: TestTopic,
  [Protocol, Endpoint]: readonly [string, string],
): Promise<unknown> => client.send(new SubscribeCommand({ TopicArn: topic.arn, Protocol, Endpoint }));

const textsIn = (messages: readonly Message[]): readonly unknown[] =>
  messages.map((message) => notificationIn(message)["Message"]);

/** S3 tries whom it is to tell, each time that it is asked to. */
const isTest = (message: Message): boolean => String(notificationIn(message)["Message"]).includes('"s3:TestEvent"');

it("a queue in another region hears of what is published", async () => {
  const topic = await sns.createTopic();
  const queue = await queueOf({ region: "eu-west-1" }, topic);
  expect(queue.arn).toContain(":eu-west-1:");
  await topic.subscribe("sqs", queue.arn);
  await topic.publish("far away");
  expect(textsIn(await queue.take(1))).toEqual(["far away"]);
});

it("another account subscribes by the protocol and to the endpoints that the topic's policy names, alone", async () => {
  const [account, guest] = [uniqueAccount(), uniqueAccount()];
  const [owner, subscriber] = [sns.client({ account }), sns.client({ account: guest })];
  const topic = await createTopic(owner);
  const queue = await queueOf({ account: guest }, topic);
  await setPolicy(owner, topic, {
    Principal: "*",
    Action: "sns:Subscribe",
    Condition: {
      StringEquals: { "sns:Protocol": "sqs" },
      StringLike: { "sns:Endpoint": `arn:aws:sqs:*:${guest}:*` },
    },
  });
  await soon(() => subscribe(subscriber, topic, ["sqs", queue.arn]));
  for (const other of [
    ["sqs", `arn:aws:sqs:us-east-1:${account}:orders`],
    ["http", "http://example.com/"],
  ] as const) {
    await expect(subscribe(subscriber, topic, other)).rejects.toMatchObject({ Code: "AuthorizationError" });
  }
  await topic.publish("for a guest");
  expect(textsIn(await queue.take(1))).toEqual(["for a guest"]);
});

it("a queue that others subscribe is asked, and its account confirms by what it reads there", async () => {
  const [account, guest] = [uniqueAccount(), uniqueAccount()];
  const owner = sns.client({ account });
  const topic = await createTopic(owner);
  const queue = await queueOf({ account: guest }, topic);
  const Policy = policyOf(queue.arn, {
    Principal: { Service: "sns.amazonaws.com" },
    Action: "sqs:SendMessage",
    Condition: { ArnEquals: { "aws:SourceArn": topic.arn }, StringEquals: { "aws:SourceAccount": account } },
  });
  const sqs = sns.skylab().client(SQSClient, { account: guest });
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl: queue.url, Attributes: { Policy } }));
  expect(await subscribe(owner, topic, ["sqs", queue.arn])).toMatchObject({ SubscriptionArn: "pending confirmation" });
  await topic.publish("too early");
  const [asked = {}] = await queue.take(1);
  expect(notificationIn(asked)).toMatchObject({ Type: "SubscriptionConfirmation", TopicArn: topic.arn });
  const Token = String(notificationIn(asked)["Token"]);
  await sns.client({ account: guest }).send(new ConfirmSubscriptionCommand({ TopicArn: topic.arn, Token }));
  await topic.publish("at last");
  expect(textsIn(await queue.take(1))).toEqual(["at last"]);
});

it("buckets of another account tell a topic what happens in them, where its policy names them", async () => {
  const [account, guest] = [uniqueAccount(), uniqueAccount()];
  const owner = sns.client({ account });
  const topic = await createTopic(owner);
  const queue = await queueOf({ account }, topic);
  await topic.subscribe("sqs", queue.arn);
  const s3 = sns.skylab().client(S3Client, { account: guest });
  const [named, other] = [await createBucket(s3), await createBucket(s3)];
  await setPolicy(owner, topic, {
    Principal: { Service: "s3.amazonaws.com" },
    Action: "sns:Publish",
    Condition: {
      ArnLike: { "aws:SourceArn": `arn:aws:s3:::${named}` },
      StringEquals: { "aws:SourceAccount": guest },
    },
  });
  const listen = (Bucket: string): Promise<unknown> => {
    const TopicConfigurations = [{ TopicArn: topic.arn, Events: ["s3:ObjectCreated:*" as const] }];
    const NotificationConfiguration = { TopicConfigurations };
    return s3.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration }));
  };
  await soon(() => listen(named));
  await expect(listen(other)).rejects.toMatchObject({ name: "InvalidArgument" });
  await s3.send(new PutObjectCommand({ Bucket: named, Key: "a b", Body: "text" }));
  let [message = {}] = await queue.take(1);
  while (isTest(message)) [message = {}] = await queue.take(1);
  expect(notificationIn(message)).toMatchObject({ Subject: "Amazon S3 Notification", TopicArn: topic.arn });
  expect(JSON.parse(String(notificationIn(message)["Message"]))).toMatchObject({
    Records: [{ eventName: "ObjectCreated:Put", s3: { bucket: { name: named }, object: { key: "a+b" } } }],
  });
});

it("a function that cannot be called delays no queue", async () => {
  const topic = await sns.createTopic();
  const queue = await sns.createQueue(topic);
  const [, , , , account] = topic.arn.split(":");
  await topic.subscribe("lambda", `arn:aws:lambda:us-east-1:${account}:function:none`);
  await topic.subscribe("sqs", queue.arn);
  const texts = Array.from({ length: 20 }, (_, at) => `text ${at}`);
  for (const text of texts) await topic.publish(text);
  expect(new Set(textsIn(await queue.take(texts.length)))).toEqual(new Set(texts));
});
