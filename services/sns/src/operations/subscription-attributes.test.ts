import { randomUUID } from "node:crypto";
import { refusal } from "@skylab/service/testing";
import { describe, expect, it } from "vitest";
import { useSns } from "../testing/use-sns.ts";
import { queueOf, subscribing } from "../testing/subscribing.ts";

const test = useSns();
const { newTopic, subscribe, attributesOf, set } = subscribing(test);

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
