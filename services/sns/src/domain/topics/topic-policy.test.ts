import { expect, it } from "vitest";
import { refuseAtChange } from "../attribute-refusal.ts";
import { addPermission, checkTopicPolicy, defaultPolicy, removePermission } from "./topic-policy.ts";

const TOPIC = { place: { account: "111122223333", region: "us-gov-west-1" }, name: "orders" };

const policyOf = (Action: unknown): string =>
  JSON.stringify({ Statement: [{ Effect: "Allow", Principal: "*", Action }] });

it.each(["sns:Publish", "SNS:publish", ["sns:Subscribe", "SNS:Receive"], "sns:*", "sns:Get*", "*"])(
  "a topic's policy may speak of %j",
  (action) => {
    expect(() => checkTopicPolicy(policyOf(action), refuseAtChange)).not.toThrow();
  },
);

it.each(["sns:CreateTopic", "sns:ListTopics", "sqs:SendMessage", ["sns:Publish", "s3:*"], 7, "Publish"])(
  "a topic's policy may not speak of %j",
  (action) => {
    expect(() => checkTopicPolicy(policyOf(action), refuseAtChange)).toThrow(
      "Invalid parameter: Policy statement action out of service scope!",
    );
  },
);

it.each(["", "[]", "null", "{}", '{"Statement":[]}', '{"Statement":["x"]}', policyOf("sns:Publish").padEnd(31_000)])(
  "%s is no policy",
  (text) => {
    expect(() => checkTopicPolicy(text, refuseAtChange)).toThrow("Invalid parameter: Policy Error: null");
  },
);

it("the default policy is one that may be set, and permissions are written in the topic's partition", () => {
  expect(() => checkTopicPolicy(defaultPolicy(TOPIC), refuseAtChange)).not.toThrow();
  const permission = { label: "a", accounts: ["444455556666"], actions: ["Publish"] };
  const added = addPermission(TOPIC, undefined, permission);
  expect(JSON.parse(added)).toMatchObject({
    Statement: [
      { Sid: "__default_statement_ID" },
      {
        Principal: { AWS: "arn:aws-us-gov:iam::444455556666:root" },
        Resource: "arn:aws-us-gov:sns:us-gov-west-1:111122223333:orders",
      },
    ],
  });
  expect(removePermission(TOPIC, added, "a")).toBe(defaultPolicy(TOPIC));
  expect(removePermission(TOPIC, undefined, "a")).toBeUndefined();
});
