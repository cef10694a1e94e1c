import { expect, it } from "vitest";
import { parseRedrivePolicy } from "./redrive-policy.ts";

const SOURCE = { place: { account: "000000000000", region: "us-east-1" }, name: "orders" };
const ARN = "arn:aws:sqs:us-east-1:000000000000:dead";
const policy = (value: object): string => JSON.stringify(value);

it("a count may be a number or a text", () => {
  const parsed = { deadLetterTargetArn: ARN, maxReceiveCount: 3 };
  expect(parseRedrivePolicy(policy({ deadLetterTargetArn: ARN, maxReceiveCount: 3 }), SOURCE)).toEqual(parsed);
  expect(parseRedrivePolicy(policy({ deadLetterTargetArn: ARN, maxReceiveCount: "3" }), SOURCE)).toEqual(parsed);
});

it.each(["", "x", "[]", "3"])("%j is no policy", (text) => {
  expect(() => parseRedrivePolicy(text, SOURCE)).toThrow(
    expect.objectContaining({
      code: "InvalidAttributeValue",
      message: "Invalid value for the parameter RedrivePolicy. Reason: Redrive policy is not a valid JSON map.",
    }),
  );
});

it.each([
  [{ deadLetterTargetArn: ARN }, "Redrive policy does not contain mandatory attribute: maxReceiveCount."],
  [{ maxReceiveCount: 3 }, "Redrive policy does not contain mandatory attribute: deadLetterTargetArn."],
  [
    { deadLetterTargetArn: ARN, maxReceiveCount: 3, more: 1 },
    "Only following attributes are supported: [maxReceiveCount, deadLetterTargetArn].",
  ],
  [
    { deadLetterTargetArn: ARN, maxReceiveCount: 0 },
    "Invalid value for maxReceiveCount: 0, valid values are from 1 to 1000 both inclusive.",
  ],
  [
    { deadLetterTargetArn: ARN, maxReceiveCount: 1001 },
    "Invalid value for maxReceiveCount: 1001, valid values are from 1 to 1000 both inclusive.",
  ],
  [{ deadLetterTargetArn: "dead", maxReceiveCount: 1 }, "Invalid value for deadLetterTargetArn."],
  [
    { deadLetterTargetArn: "arn:aws:sns:us-east-1:000000000000:dead", maxReceiveCount: 1 },
    "Only SQS queues are valid resources for deadLetterTargetArn.",
  ],
  [
    { deadLetterTargetArn: "arn:aws:sqs:us-east-1:111122223333:dead", maxReceiveCount: 1 },
    "Dead-letter target owner should be same as the source.",
  ],
  [
    { deadLetterTargetArn: "arn:aws:sqs:eu-west-1:000000000000:dead", maxReceiveCount: 1 },
    "Dead-letter target region should be same as the source.",
  ],
  [
    { deadLetterTargetArn: `${ARN}.fifo`, maxReceiveCount: 1 },
    "Dead-letter queue must be same type of queue as the source..",
  ],
])("%j is refused: %s", (value, reason) => {
  const text = policy(value);
  expect(() => parseRedrivePolicy(text, SOURCE)).toThrow(
    `Value ${text} for parameter RedrivePolicy is invalid. Reason: ${reason}`,
  );
});
