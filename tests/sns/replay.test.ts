import {
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  SetSubscriptionAttributesCommand,
} from "@aws-sdk/client-sns";
import { describe, expect, it } from "vitest";
import { soon } from "../soon.ts";
import { notificationIn, type TestTopic, useSns } from "./sns.ts";

const sns = useSns();

const ARCHIVED = {
  FifoTopic: "true",
  ContentBasedDeduplication: "true",
  ArchivePolicy: '{"MessageRetentionPeriod":"30"}',
};
const FIFO_QUEUE = { FifoQueue: "true" };
const RAW = { RawMessageDelivery: "true" };

const publish = (topic: TestTopic, text: string): Promise<unknown> => topic.publish(text, { MessageGroupId: "group" });

const policyFrom = (from: number, to?: number): string =>
  JSON.stringify({
    PointType: "Timestamp",
    StartingPoint: new Date(from).toISOString(),
    ...(to !== undefined && { EndingPoint: new Date(to).toISOString() }),
  });

const attributesOf = async (SubscriptionArn: string): Promise<Record<string, string>> =>
  (await sns.client().send(new GetSubscriptionAttributesCommand({ SubscriptionArn }))).Attributes ?? {};

const isReplayed = (SubscriptionArn: string): Promise<void> =>
  soon(async () => expect((await attributesOf(SubscriptionArn))["ReplayStatus"]).toBe("Completed"));

describe("a FIFO topic with an archive", () => {
  it("tells since when it keeps what is published", async () => {
    const topic = await sns.createTopic(ARCHIVED);
    const { Attributes } = await sns.client().send(new GetTopicAttributesCommand({ TopicArn: topic.arn }));
    expect(Date.parse(Attributes?.["BeginningArchiveTime"] ?? "")).not.toBeNaN();
  });

  it("brings what it keeps to a new subscription in its order, and then what is published since", async () => {
    const topic = await sns.createTopic(ARCHIVED);
    const begun = await sns.skylab().clock.now();
    // Somebody hears of all of it, by which the test knows that it is kept.
    const witness = await sns.createQueue(topic, FIFO_QUEUE);
    await topic.subscribe("sqs", witness.arn, RAW);
    const old = Array.from({ length: 12 }, (_, at) => `old ${at}`);
    for (const text of old) await publish(topic, text);
    await witness.take(old.length);
    const queue = await sns.createQueue(topic, FIFO_QUEUE);
    const subscription = await topic.subscribe("sqs", queue.arn, { ...RAW, ReplayPolicy: policyFrom(begun) });
    for (const text of ["new 1", "new 2"]) await publish(topic, text);
    const bodies = (await queue.take(old.length + 2)).map(({ Body }) => Body);
    expect(bodies).toEqual([...old, "new 1", "new 2"]);
    await isReplayed(subscription);
    await publish(topic, "new 3");
    expect((await queue.take(1))[0]?.Body).toBe("new 3");
  });

  it("brings a part of it again to who has heard of it, marked as such, filtered as ever", async () => {
    const topic = await sns.createTopic(ARCHIVED);
    const queue = await sns.createQueue(topic);
    const subscription = await topic.subscribe("sqs", queue.arn, {
      FilterPolicyScope: "MessageBody",
      FilterPolicy: '{"wanted":[true]}',
    });
    const texts = ['{"wanted":true,"at":1}', '{"wanted":false}', '{"wanted":true,"at":2}'];
    const from = await sns.skylab().clock.now();
    for (const text of texts) await publish(topic, text);
    await queue.take(2);
    const to = await sns.skylab().clock.now();
    await sns.skylab().clock.advance(60_000);
    await publish(topic, '{"wanted":true,"at":3}');
    await queue.take(1);
    await sns.client().send(
      new SetSubscriptionAttributesCommand({
        SubscriptionArn: subscription,
        AttributeName: "ReplayPolicy",
        AttributeValue: policyFrom(from, to),
      }),
    );
    const again = (await queue.take(2)).map(notificationIn);
    expect(new Set(again.map(({ Message }) => Message))).toEqual(new Set([texts[0], texts[2]]));
    expect(again.map(({ Replayed }) => Replayed)).toEqual(["true", "true"]);
    await isReplayed(subscription);
  });
});
