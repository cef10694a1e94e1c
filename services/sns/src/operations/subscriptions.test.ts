import { randomUUID } from "node:crypto";
import { refusal } from "@skylab/service/testing";
import { describe, expect, it } from "vitest";
import { useSns } from "../testing/use-sns.ts";
import { DeleteTopic } from "./DeleteTopic.ts";
import { GetTopicAttributes } from "./GetTopicAttributes.ts";
import { ListSubscriptions } from "./ListSubscriptions.ts";
import { ListSubscriptionsByTopic } from "./ListSubscriptionsByTopic.ts";
import { newOwner } from "../testing/new-account.ts";
import { queueOf, subscribing } from "../testing/subscribing.ts";

const test = useSns();
const { newTopic, subscribe, attributesOf, nextSent } = subscribing(test);

describe("subscribing", () => {
  it("an endpoint of one's own needs no confirmation", async () => {
    const topic = await newTopic();
    const { account } = topic.as;
    const endpoints = [
      ["sqs", queueOf(topic.as)],
      ["lambda", `arn:aws:lambda:us-east-1:${account}:function:f`],
      ["sms", "+15551234567"],
      ["application", `arn:aws:sns:us-east-1:${account}:endpoint/GCM/app/${randomUUID()}`],
    ] as const;
    for (const [protocol, endpoint] of endpoints) {
      const arn = await subscribe(topic, [protocol, endpoint], { isArnAsked: false });
      expect(arn).toMatch(`${topic.arn}:`);
      expect(await attributesOf(arn, topic.as)).toEqual({
        ConfirmationWasAuthenticated: "true",
        Endpoint: endpoint,
        Owner: account,
        PendingConfirmation: "false",
        Protocol: protocol,
        RawMessageDelivery: "false",
        SubscriptionArn: arn,
        SubscriptionPrincipal: `arn:aws:iam::${account}:root`,
        TopicArn: topic.arn,
      });
    }
  });

  it("other endpoints are asked, and pending until they answer", async () => {
    const topic = await newTopic();
    const endpoints = [
      ["https", "https://example.com/a?b=c"],
      ["http", "http://example.com/"],
      ["email", "me@example.com"],
      ["email-json", "me@example.com"],
      ["sqs", queueOf(newOwner())],
    ] as const;
    for (const [protocol, endpoint] of endpoints) {
      expect(await subscribe(topic, [protocol, endpoint], { isArnAsked: false })).toBe("pending confirmation");
      const arn = await subscribe(topic, [protocol, endpoint]);
      expect(await attributesOf(arn, topic.as)).toMatchObject({
        PendingConfirmation: "true",
        ConfirmationWasAuthenticated: "false",
      });
    }
    for (const _ of [1, 2]) {
      const { content, subscriber } = await nextSent(topic, "queues");
      expect([content.type, subscriber.endpoint]).toEqual(["SubscriptionConfirmation", endpoints[4][1]]);
    }
    expect(await test().call(GetTopicAttributes, { TopicArn: topic.arn }, topic.as)).toMatchObject({
      Attributes: { SubscriptionsPending: "5", SubscriptionsConfirmed: "0" },
    });
  });

  it("once more makes none, where the attributes are the same", async () => {
    const topic = await newTopic();
    const again = (attributes?: Record<string, string>): Promise<string> =>
      subscribe(topic, ["sqs", queueOf(topic.as)], { ...(attributes && { attributes }) });
    const arn = await again({ RawMessageDelivery: "True" });
    for (const same of [
      { RawMessageDelivery: "true" },
      { RawMessageDelivery: "TrUe", FilterPolicyScope: "MessageAttributes" },
      undefined,
      {},
    ]) {
      expect(await again(same)).toBe(arn);
    }
    expect(await refusal(again({ RawMessageDelivery: "false", FilterPolicyScope: "MessageBody" }))).toBe(
      "InvalidParameter: Invalid parameter: Attributes Reason: Subscription already exists with different attributes",
    );
    const { Subscriptions } = await test().call(ListSubscriptionsByTopic, { TopicArn: topic.arn }, topic.as);
    expect(Subscriptions).toHaveLength(1);
  });

  it.each([
    ["test-protocol", "x", "Amazon SNS does not support this protocol string: test-protocol"],
    ["toString", "x", "Amazon SNS does not support this protocol string: toString"],
    ["sqs", "unknown", "SQS endpoint ARN"],
    ["sqs", "http://localhost:4566/000000000000/orders", "SQS endpoint ARN"],
    ["sqs", "arn:aws:sqs:us-east-1:111122223333:orders:more", "SQS endpoint ARN"],
    [
      "sqs",
      "arn:aws:sqs:us-east-1:111122223333:orders.fifo",
      "Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics",
    ],
    ["lambda", "arn:aws:sqs:us-east-1:111122223333:orders", "Lambda endpoint ARN"],
    ["firehose", "arn:aws:sqs:us-east-1:111122223333:orders", "Firehose endpoint ARN"],
    ["application", "invalid arn", "Application endpoint arn invalid:invalid arn"],
    ["email", "this is not an email", "Email address"],
    ["email-json", "", "Email address"],
    ["http", "https://example.com", "Endpoint must match the specified protocol"],
    ["https", "http://example.com", "Endpoint must match the specified protocol"],
    ["http", "http://", "Endpoint must match the specified protocol"],
  ])("%s cannot reach %s", async (protocol, endpoint, reason) => {
    const topic = await newTopic();
    expect(await refusal(subscribe(topic, [protocol, endpoint]))).toBe(
      `InvalidParameter: Invalid parameter: ${reason}`,
    );
  });

  it.each(["+15--551234567", "NAA+15551234567", "+15551234567.", "/+15551234567"])("%s is no phone", async (number) => {
    const topic = await newTopic();
    expect(await refusal(subscribe(topic, ["sms", number]))).toBe(`InvalidParameter: Invalid SMS endpoint: ${number}`);
  });

  it("a FIFO topic has queues alone, of both kinds", async () => {
    const topic = await newTopic({ FifoTopic: "true" });
    for (const name of ["orders", "orders.fifo"]) {
      expect(await subscribe(topic, ["sqs", queueOf(topic.as, name)])).toMatch(`${topic.arn}:`);
    }
    expect(await refusal(subscribe(topic, ["email", "me@example.com"]))).toBe(
      "InvalidParameter: Invalid parameter: Invalid protocol type: email",
    );
  });

  it("needs a topic", async () => {
    const as = newOwner();
    const none = { arn: `arn:aws:sns:us-east-1:${as.account}:none`, as };
    expect(await refusal(subscribe(none, ["sms", "+15551234567"]))).toBe("NotFound: Topic does not exist");
    const parts = "InvalidParameter: Invalid parameter: TopicArn Reason: An ARN must have at least 6 elements, not";
    expect(await refusal(subscribe({ arn: "randomstring", as }, ["email", "me@example.com"]))).toBe(`${parts} 1`);
  });
});

describe("listing", () => {
  it("goes a hundred subscriptions at a time, and says which are pending", async () => {
    const topic = await newTopic();
    const many = Array.from({ length: 101 }, (_, index) => `user${index}@example.com`);
    await Promise.all(many.map((address) => subscribe(topic, ["email", address])));
    const first = await test().call(ListSubscriptionsByTopic, { TopicArn: topic.arn }, topic.as);
    const NextToken = first.NextToken;
    const second = await test().call(ListSubscriptionsByTopic, { TopicArn: topic.arn, NextToken }, topic.as);
    expect([first.Subscriptions?.length, second.Subscriptions?.length, second.NextToken]).toEqual([100, 1, undefined]);
    const listed = [...(first.Subscriptions ?? []), ...(second.Subscriptions ?? [])];
    expect(new Set(listed.map(({ Endpoint }) => Endpoint))).toEqual(new Set(many));
    expect(listed[0]).toMatchObject({ SubscriptionArn: "PendingConfirmation", TopicArn: topic.arn, Protocol: "email" });
    expect((await test().call(ListSubscriptions, {}, topic.as)).Subscriptions).toHaveLength(100);
  });

  it("never begins with what another topic has, whatever its token says", async () => {
    const [topic, other] = [await newTopic(), await newTopic()];
    for (const one of [topic, other]) await subscribe(one, ["sms", "+15551234567"]);
    for (const text of ["", "\u0000", "\u00ff", "0", "zzzz", "z".repeat(2000)]) {
      const NextToken = `AAE${Buffer.from(text).toString("base64url")}`;
      const { Subscriptions } = await test().call(
        ListSubscriptionsByTopic,
        { TopicArn: topic.arn, NextToken },
        topic.as,
      );
      expect(Subscriptions?.every(({ TopicArn }) => TopicArn === topic.arn)).toBe(true);
      expect(await test().call(ListSubscriptions, { NextToken }, topic.as)).toHaveProperty("Subscriptions");
    }
  });

  it("of one's own shows those to others' topics, too, until the topics are gone", async () => {
    const topic = await newTopic();
    const guest = newOwner();
    const arn = await subscribe(topic, ["sqs", queueOf(guest)], { as: guest });
    await subscribe(topic, ["sqs", queueOf(topic.as)]);
    expect(await test().call(ListSubscriptions, {}, guest)).toEqual({
      Subscriptions: [
        { SubscriptionArn: arn, Owner: guest.account, Protocol: "sqs", Endpoint: queueOf(guest), TopicArn: topic.arn },
      ],
    });
    await test().call(DeleteTopic, { TopicArn: topic.arn }, topic.as);
    for (const as of [guest, topic.as]) {
      expect(await test().call(ListSubscriptions, {}, as)).toEqual({ Subscriptions: [] });
    }
  });
});
