import { refusal } from "@skylab/service/testing";
import { describe, expect, it } from "vitest";
import { collectGarbage } from "../jobs/collect-garbage.ts";
import { useSns } from "../testing/use-sns.ts";
import { GetTopicAttributes } from "./GetTopicAttributes.ts";
import { ListSubscriptionsByTopic } from "./ListSubscriptionsByTopic.ts";
import { Unsubscribe } from "./Unsubscribe.ts";
import { newOwner } from "../testing/new-account.ts";
import { NOBODY, queueOf, subscribing } from "../testing/subscribing.ts";

const test = useSns();
const { newTopic, subscribe, attributesOf, set, kept, tokenOf, confirm, nextSent } = subscribing(test);

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
    await subscribe(topic, ["sqs", queueOf(newOwner())]);
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
    expect(await refusal(test().call(Unsubscribe, { SubscriptionArn }, newOwner()))).toBe(
      `InvalidParameter: Invalid parameter: ${reason}`,
    );
  });
});
