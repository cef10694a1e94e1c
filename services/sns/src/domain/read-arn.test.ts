import { expect, it } from "vitest";
import { readSubscriptionArn, readTopicArn, topicOfArn } from "./read-arn.ts";

const ID = "0f5b9a3e-6c0e-4b43-8d3c-0d8f0a9f3f11";
const TOPIC = { place: { account: "111122223333", region: "us-east-1" }, name: "orders" };

it("topics and subscriptions are read from their ARNs", () => {
  expect(readTopicArn("arn:aws:sns:us-east-1:111122223333:orders")).toEqual(TOPIC);
  expect(topicOfArn("arn:aws:sns:us-east-1:111122223333:orders")).toEqual(TOPIC);
  expect(readSubscriptionArn(`arn:aws:sns:us-east-1:111122223333:orders:${ID}`)).toEqual({ topic: TOPIC, id: ID });
});

it.each([
  ["", "TopicArn Reason: An ARN must have at least 6 elements, not 1"],
  ["a:b:c", "TopicArn Reason: An ARN must have at least 6 elements, not 3"],
  ["arn:aws:sqs:us-east-1:111122223333:orders", "TopicArn"],
  [`arn:aws:sns:us-east-1:111122223333:orders:${ID}`, "TopicArn"],
  ["arn:aws:sns:us-east-1:111122223333:", "TopicArn"],
])("%j names no topic", (arn, reason) => {
  expect(() => readTopicArn(arn)).toThrow(`Invalid parameter: ${reason}`);
});

it.each([
  "*",
  "+15551234567",
  "arn:aws:sns:us-east-1:me:orders",
  "arn:aws:sns:../..:111122223333:orders",
  "arn:aws:sns:us-east-1:111122223333:a b",
])("no topic is looked for under %s", (arn) => {
  expect(topicOfArn(arn)).toBeUndefined();
});

it.each([`arn:aws:sqs:us-east-1:111122223333:orders:${ID}`, `arn:aws:sns:us-east-1:111122223333:a/b:${ID}`])(
  "%s names no subscription",
  (arn) => {
    expect(() => readSubscriptionArn(arn)).toThrow("Invalid parameter: SubscriptionArn");
  },
);
