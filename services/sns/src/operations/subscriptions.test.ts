import { randomInt, randomUUID } from "node:crypto";
import type { Caller } from "@skylab/service";
import { refusal } from "@skylab/service/testing";
import { describe, expect, it } from "vitest";
import { collectGarbage } from "../jobs/collect-garbage.ts";
import { readSubscriptionArn, readTopicArn } from "../domain/read-arn.ts";
import type { Delivery } from "../domain/delivery/delivery.ts";
import type { Subscription } from "../domain/subscriptions/subscription.ts";
import { useSns } from "../testing/use-sns.ts";
import { ConfirmSubscription } from "./ConfirmSubscription.ts";
import { CreateTopic } from "./CreateTopic.ts";
import { DeleteTopic } from "./DeleteTopic.ts";
import { GetSubscriptionAttributes } from "./GetSubscriptionAttributes.ts";
import { GetTopicAttributes } from "./GetTopicAttributes.ts";
import { ListSubscriptions } from "./ListSubscriptions.ts";
import { ListSubscriptionsByTopic } from "./ListSubscriptionsByTopic.ts";
import { SetSubscriptionAttributes } from "./SetSubscriptionAttributes.ts";
import { Subscribe } from "./Subscribe.ts";
import { Unsubscribe } from "./Unsubscribe.ts";

const test = useSns();

type Account = { readonly account: string };

const newAccount = (): Account => ({ account: String(randomInt(100_000_000_000, 999_999_999_999)) });

const NOBODY: Partial<Caller> = { account: "000000000000", arn: "anonymous", id: "anonymous" };

type TestTopic = { readonly arn: string; readonly as: Account };

async function newTopic(Attributes: Record<string, string> = {}): Promise<TestTopic> {
  const as = newAccount();
  const Name = `orders${Attributes["FifoTopic"] === undefined ? "" : ".fifo"}`;
  return { arn: (await test().call(CreateTopic, { Name, Attributes }, as)).TopicArn ?? "", as };
}

type Receiver = readonly [protocol: string, endpoint: string];

type Wanted = {
  readonly attributes?: Record<string, string>;
  readonly as?: Partial<Caller>;
  /** As the API answers where the ARN is not asked for. */
  readonly isArnAsked?: boolean;
};

async function subscribe(topic: TestTopic, [protocol, endpoint]: Receiver, wanted: Wanted = {}): Promise<string> {
  const { as = topic.as, attributes = {}, isArnAsked = true } = wanted;
  const input = {
    TopicArn: topic.arn,
    Protocol: protocol,
    Endpoint: endpoint,
    Attributes: attributes,
    ReturnSubscriptionArn: isArnAsked,
  };
  return (await test().call(Subscribe, input, as)).SubscriptionArn ?? "";
}

const queueOf = ({ account }: Account, name = "orders"): string => `arn:aws:sqs:us-east-1:${account}:${name}`;

async function attributesOf(SubscriptionArn: string, as: Partial<Caller>): Promise<Record<string, string>> {
  return (await test().call(GetSubscriptionAttributes, { SubscriptionArn }, as)).Attributes ?? {};
}

const set = (SubscriptionArn: string, [AttributeName, AttributeValue]: Attribute, as: Account): Promise<unknown> =>
  test().call(SetSubscriptionAttributes, { SubscriptionArn, AttributeName, AttributeValue }, as);

type Attribute = readonly [name: string, value: string];

async function kept(arn: string): Promise<Subscription | undefined> {
  const { id, topic: address } = readSubscriptionArn(arn);
  const topic = await test().store.topics.read(address);
  return topic && test().store.subscriptions.find(topic, id);
}

const tokenOf = async (arn: string): Promise<string> => (await kept(arn))?.pending?.token ?? "";

const confirm = (
  topic: TestTopic,
  Token: string,
  more: Wanted & { readonly sealed?: boolean } = {},
): Promise<unknown> =>
  test().call(
    ConfirmSubscription,
    { TopicArn: topic.arn, Token, AuthenticateOnUnsubscribe: String(more.sealed ?? false) },
    more.as ?? NOBODY,
  );

/** What is sent next to a topic's subscriber in a lane. */
async function nextSent(topic: TestTopic, lane: "http" | "queues"): Promise<Delivery> {
  const { name, place } = readTopicArn(topic.arn);
  for (;;) {
    const [leased] = await test().store.deliveries.lanes[lane].receive("first", { max: 1, signal: NEVER });
    await leased?.done();
    if (leased?.item.topic.name === name && leased.item.topic.place.account === place.account) return leased.item;
  }
}

const NEVER = new AbortController().signal;

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
      ["sqs", queueOf(newAccount())],
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
    const as = newAccount();
    const none = { arn: `arn:aws:sns:us-east-1:${as.account}:none`, as };
    expect(await refusal(subscribe(none, ["sms", "+15551234567"]))).toBe("NotFound: Topic does not exist");
    const parts = "InvalidParameter: Invalid parameter: TopicArn Reason: An ARN must have at least 6 elements, not";
    expect(await refusal(subscribe({ arn: "randomstring", as }, ["email", "me@example.com"]))).toBe(`${parts} 1`);
  });
});

describe("confirming", () => {
  it("by the token makes a subscription one, who signs nothing too, and once more is no mistake", async () => {
    const topic = await newTopic();
    const arn = await subscribe(topic, ["http", "http://example.com/"]);
    const token = await tokenOf(arn);
    for (const _ of [1, 2]) expect(await confirm(topic, token)).toEqual({ SubscriptionArn: arn });
    expect(await attributesOf(arn, topic.as)).toMatchObject({
      PendingConfirmation: "false",
      ConfirmationWasAuthenticated: "false",
    });
    expect((await kept(arn))?.confirmedAt).toBeTypeOf("number");
  });

  it("by whoever signs is authenticated, and may close the link that ends it", async () => {
    const topic = await newTopic();
    const arn = await subscribe(topic, ["http", "http://example.com/"]);
    await confirm(topic, await tokenOf(arn), { as: topic.as, sealed: true });
    expect(await attributesOf(arn, topic.as)).toMatchObject({ ConfirmationWasAuthenticated: "true" });
    expect((await kept(arn))?.authenticateOnUnsubscribe).toBe(true);
  });

  it("needs the token of that topic's subscription", async () => {
    const [topic, other] = [await newTopic(), await newTopic()];
    const token = await tokenOf(await subscribe(topic, ["http", "http://example.com/"]));
    expect(await refusal(confirm(topic, "randomtoken"))).toBe("InvalidParameter: Invalid token");
    const none = { ...topic, arn: `${topic.arn}i` };
    for (const [of, wrong] of [
      [other, token],
      [none, token],
      [topic, "ab".repeat(112)],
    ] as const) {
      expect(await refusal(confirm(of, wrong))).toBe("InvalidParameter: Invalid parameter: Token");
    }
  });

  it("is too late after two days, when the subscription is forgotten", async () => {
    const { clock, store } = test();
    const topic = await newTopic();
    const [late, inTime] = [
      await subscribe(topic, ["http", "http://example.com/late"]),
      await subscribe(topic, ["http", "http://example.com/in-time"]),
    ];
    const token = await tokenOf(late);
    await confirm(topic, await tokenOf(inTime));
    clock.advance(2 * 24 * 3_600_000);
    expect(await refusal(confirm(topic, token))).toBe("InvalidParameter: Invalid parameter: Token");
    await collectGarbage(store).run(clock, new AbortController().signal);
    expect(await refusal(attributesOf(late, topic.as))).toBe("NotFound: Subscription does not exist");
    expect(await test().call(GetTopicAttributes, { TopicArn: topic.arn }, topic.as)).toMatchObject({
      Attributes: { SubscriptionsPending: "0", SubscriptionsConfirmed: "1", SubscriptionsDeleted: "1" },
    });
  });
});

describe("unsubscribing", () => {
  it("ends a subscription, and once more is no mistake", async () => {
    const topic = await newTopic();
    const SubscriptionArn = await subscribe(topic, ["sqs", queueOf(topic.as)]);
    for (const _ of [1, 2]) expect(await test().call(Unsubscribe, { SubscriptionArn }, topic.as)).toEqual({});
    expect(await refusal(set(SubscriptionArn, ["RawMessageDelivery", "true"], topic.as))).toBe(
      "NotFound: Subscription does not exist",
    );
    expect(await test().call(ListSubscriptionsByTopic, { TopicArn: topic.arn }, topic.as)).toEqual({
      Subscriptions: [],
    });
    // The queue hears nothing of what its owner does; the next one is asked.
    await subscribe(topic, ["sqs", queueOf(newAccount())]);
    expect((await nextSent(topic, "queues")).content.type).toBe("SubscriptionConfirmation");
  });

  it("is told to the endpoint, which may come back by the token", async () => {
    const topic = await newTopic();
    const endpoint = "http://example.com/back";
    const arn = await subscribe(topic, ["http", endpoint], { attributes: { RawMessageDelivery: "true" } });
    await confirm(topic, await tokenOf(arn));
    expect((await nextSent(topic, "http")).content.type).toBe("SubscriptionConfirmation");
    await test().call(Unsubscribe, { SubscriptionArn: arn }, NOBODY);
    const { content } = await nextSent(topic, "http");
    expect(content.type).toBe("UnsubscribeConfirmation");
    const token = "token" in content ? content.token : "";
    const back = await confirm(topic, token);
    expect(await confirm(topic, token)).toEqual(back);
    const { Subscriptions } = await test().call(ListSubscriptionsByTopic, { TopicArn: topic.arn }, topic.as);
    expect(Subscriptions).toMatchObject([{ Endpoint: endpoint, ...(back as object) }]); // as: an operation's answer.
  });

  it.each([
    ["randomstring", "SubscriptionArn Reason: An ARN must have at least 6 elements, not 1"],
    ["arn:aws:sns:us-east-1:random", "SubscriptionArn Reason: An ARN must have at least 6 elements, not 5"],
    ["pending confirmation", "SubscriptionArn Reason: An ARN must have at least 6 elements, not 1"],
    ["arn:aws:sns:us-east-1:111122223333:orders", "SubscriptionId"],
    ["arn:aws:sns:us-east-1:111122223333:orders:x", "SubscriptionId"],
  ])("needs a subscription, and %s is none", async (SubscriptionArn, reason) => {
    expect(await refusal(test().call(Unsubscribe, { SubscriptionArn }, newAccount()))).toBe(
      `InvalidParameter: Invalid parameter: ${reason}`,
    );
  });
});

const FIFO_REDRIVE = "RedrivePolicy: must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic.";
const redriveTo = (deadLetterTargetArn: string): string => JSON.stringify({ deadLetterTargetArn });

describe("attributes", () => {
  it("are set and taken away", async () => {
    const topic = await newTopic();
    const arn = await subscribe(topic, ["sqs", queueOf(topic.as)], {
      attributes: { FilterPolicy: "", FilterPolicyScope: "MessageBody" },
    });
    expect(await attributesOf(arn, topic.as)).not.toHaveProperty("FilterPolicyScope");
    const FilterPolicy = JSON.stringify({ store: { name: ["example"] } });
    const RedrivePolicy = redriveTo(queueOf(topic.as, "dead"));
    for (const [name, value] of Object.entries({ FilterPolicy, RedrivePolicy, RawMessageDelivery: "TRUE" })) {
      await set(arn, [name, value], topic.as);
    }
    expect(await attributesOf(arn, topic.as)).toMatchObject({
      FilterPolicy,
      FilterPolicyScope: "MessageBody",
      RedrivePolicy,
      RawMessageDelivery: "true",
    });
    for (const [name, value] of [
      ["FilterPolicy", ""],
      ["RedrivePolicy", "{}"],
    ] as const) {
      await set(arn, [name, value], topic.as);
    }
    const { FilterPolicy: filter, RedrivePolicy: redrive } = await attributesOf(arn, topic.as);
    expect([filter, redrive]).toEqual([undefined, undefined]);
  });

  it("of an HTTP subscription tell which delivery policy counts", async () => {
    const topic = await newTopic();
    const DeliveryPolicy = JSON.stringify({ healthyRetryPolicy: { numRetries: 7 } });
    const arn = await subscribe(topic, ["http", "http://example.com/"], { attributes: { DeliveryPolicy } });
    const told = await attributesOf(arn, topic.as);
    expect(told).toMatchObject({ DeliveryPolicy });
    expect(JSON.parse(told["EffectiveDeliveryPolicy"] ?? "")).toMatchObject({ healthyRetryPolicy: { numRetries: 7 } });
  });

  it.each([
    ["RawMessageDelivery", "test-ValUe", "RawMessageDelivery: Invalid value [test-ValUe]. Must be true or false."],
    ["RawMessageDelivery", "", "RawMessageDelivery: Invalid value []. Must be true or false."],
    [
      "FilterPolicyScope",
      "RandomValue",
      "FilterPolicyScope: Invalid value [RandomValue]. Please use either MessageBody or MessageAttributes",
    ],
    [
      "FilterPolicy",
      JSON.stringify({ a: { b: ["c"] } }),
      "Filter policy scope MessageAttributes does not support nested filter policy",
    ],
    ["RedrivePolicy", redriveTo("fake-arn"), "RedrivePolicy: deadLetterTargetArn is an invalid arn"],
    ["RedrivePolicy", JSON.stringify({ a: 1 }), "RedrivePolicy: Missing deadLetterTargetArn attribute"],
    [
      "RedrivePolicy",
      redriveTo("arn:aws:sns:us-east-1:111122223333:t"),
      "RedrivePolicy: deadLetterTargetArn must be a SQS queue",
    ],
    [
      "RedrivePolicy",
      redriveTo("arn:aws:sqs:eu-west-1:111122223333:q"),
      "RedrivePolicy: deadLetterTargetArn must be in the same region as the subscription",
    ],
    [
      "RedrivePolicy",
      "{invalidjson}",
      "RedrivePolicy: failed to parse JSON. Unexpected character ('i' (code 105)): was expecting double-quote to start field name\n at [Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: 1, column: 2]",
    ],
    [
      "FilterPolicy",
      "{invalidjson}",
      "FilterPolicy: failed to parse JSON. Unexpected character ('i' (code 105)): was expecting double-quote to start field name\n at [Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: 1, column: 2]",
    ],
  ])("%s is refused where it is %s, in subscribing and later", async (name, value, reason) => {
    const topic = await newTopic();
    const arn = await subscribe(topic, ["sqs", queueOf(topic.as)]);
    expect(await refusal(set(arn, [name, value], topic.as))).toBe(`InvalidParameter: Invalid parameter: ${reason}`);
    const other = subscribe(topic, ["sqs", queueOf(topic.as, "other")], { attributes: { [name]: value } });
    expect(await refusal(other)).toBe(`InvalidParameter: Invalid parameter: Attributes Reason: ${reason}`);
  });

  it("a filter that looks into the message cannot come to look at its attributes", async () => {
    const topic = await newTopic();
    const FilterPolicy = JSON.stringify({ a: { b: ["c"] } });
    const arn = await subscribe(topic, ["sqs", queueOf(topic.as)], {
      attributes: { FilterPolicy, FilterPolicyScope: "MessageBody" },
    });
    expect(await refusal(set(arn, ["FilterPolicyScope", "MessageAttributes"], topic.as))).toBe(
      "InvalidParameter: Invalid parameter: Filter policy scope MessageAttributes does not support nested filter policy",
    );
  });

  it("raw messages go to queues, HTTP and Firehose alone", async () => {
    const topic = await newTopic();
    const attributes = { RawMessageDelivery: "true" };
    expect(await refusal(subscribe(topic, ["email", "me@example.com"], { attributes }))).toBe(
      "InvalidParameter: Invalid parameter: Attributes Reason: Delivery protocol [email] does not support raw message delivery.",
    );
    const arn = await subscribe(topic, ["sms", "+15551234567"]);
    expect(await refusal(set(arn, ["RawMessageDelivery", "true"], topic.as))).toBe(
      "InvalidParameter: Invalid parameter: Delivery protocol [sms] does not support raw message delivery.",
    );
  });

  it("a FIFO queue of a FIFO topic has a FIFO dead-letter queue", async () => {
    const topic = await newTopic({ FifoTopic: "true" });
    const arn = await subscribe(topic, ["sqs", queueOf(topic.as, "orders.fifo")]);
    expect(await refusal(set(arn, ["RedrivePolicy", redriveTo(queueOf(topic.as, "dead"))], topic.as))).toBe(
      `InvalidParameter: Invalid parameter: ${FIFO_REDRIVE}`,
    );
    await set(arn, ["RedrivePolicy", redriveTo(queueOf(topic.as, "dead.fifo"))], topic.as);
    const ReplayPolicy = JSON.stringify({ PointType: "Timestamp", StartingPoint: "2026-01-01T00:00:00.000Z" });
    await set(arn, ["ReplayPolicy", ReplayPolicy], topic.as);
    expect(await attributesOf(arn, topic.as)).toMatchObject({ ReplayPolicy });
  });

  it("there are no others, and none of a subscription that is not there", async () => {
    const topic = await newTopic();
    const arn = await subscribe(topic, ["sqs", queueOf(topic.as)]);
    expect(await refusal(set(arn, ["FakeAttribute", "x"], topic.as))).toBe(
      "InvalidParameter: Invalid parameter: AttributeName",
    );
    const none = `${topic.arn}:${randomUUID()}`;
    expect(await refusal(attributesOf(none, topic.as))).toBe("NotFound: Subscription does not exist");
    expect(await refusal(attributesOf("arn:aws:sns:us-east-1:111122223333:t:x", topic.as))).toBe(
      "InvalidParameter: Invalid parameter: SubscriptionId",
    );
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
    const guest = newAccount();
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
