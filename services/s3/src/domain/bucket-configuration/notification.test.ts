import type { Event, FilterRule, NotificationConfiguration, QueueConfiguration } from "@aws-sdk/client-s3";
import { describe, expect, it } from "vitest";
import { refusalOf } from "../../testing/refusals.ts";
import type { Bucket } from "../bucket.ts";
import { eventRules, readNotification } from "./notification.ts";

const bucket: Bucket = {
  name: "b",
  id: "i",
  account: "111122223333",
  region: "us-east-1",
  createdAt: 0,
  configurations: {},
};

const QUEUE = "arn:aws:sqs:us-east-1:111122223333:q";

const read = (asked: NotificationConfiguration): NotificationConfiguration | undefined =>
  readNotification(asked, bucket, () => "made");

const queue = (more: Partial<QueueConfiguration>): QueueConfiguration => ({
  QueueArn: QUEUE,
  Events: ["s3:ObjectCreated:*"],
  ...more,
});

const filtered = (...rules: readonly (readonly [string, string])[]): Pick<QueueConfiguration, "Filter"> => ({
  // as: clients write the names in whatever case.
  Filter: { Key: { FilterRules: rules.map(([Name, Value]) => ({ Name, Value }) as FilterRule) } },
});

describe("the notifications of a bucket", () => {
  it("have ids, and their filters' names begin in upper case", () => {
    expect(read({ QueueConfigurations: [queue(filtered(["prefix", "a/"], ["SUFFIX", ".txt"]))] })).toEqual({
      QueueConfigurations: [{ ...queue(filtered(["Prefix", "a/"], ["Suffix", ".txt"])), Id: "made" }],
    });
  });

  it("are none where nothing is to be told", () => {
    expect(read({})).toBeUndefined();
    expect(read({ QueueConfigurations: [] })).toBeUndefined();
    expect(read({ EventBridgeConfiguration: {} })).toEqual({ EventBridgeConfiguration: {} });
  });

  it("are told where they go as one list", () => {
    const topic = "arn:aws:sns:us-east-1:111122223333:t";
    const lambda = "arn:aws:lambda:us-east-1:111122223333:function:f:live";
    const configuration = read({
      LambdaFunctionConfigurations: [{ Id: "f", LambdaFunctionArn: lambda, Events: ["s3:ObjectTagging:*"] }],
      QueueConfigurations: [queue({ Id: "q" })],
      TopicConfigurations: [{ Id: "t", TopicArn: topic, Events: ["s3:ObjectRemoved:Delete"] }],
    });
    expect(eventRules(configuration ?? {}).map(({ id, destination }) => [id, destination])).toEqual([
      ["t", topic],
      ["q", QUEUE],
      ["f", lambda],
    ]);
  });

  it("may share an event where their keys are others'", () => {
    const shared = {
      QueueConfigurations: [
        queue({ Id: "1", ...filtered(["prefix", "a/"]) }),
        queue({ Id: "2", ...filtered(["prefix", "b/"]) }),
        queue({ Id: "3", ...filtered(["prefix", "c/"], ["suffix", ".txt"]) }),
        queue({ Id: "4", ...filtered(["prefix", "c/"], ["suffix", ".jpg"]) }),
        queue({ Id: "5", Events: ["s3:ObjectRemoved:*"] }),
      ],
    };
    expect(() => read(shared)).not.toThrow();
  });

  const PUT: Event = "s3:ObjectCreated:Put";

  it.each([
    [[queue({ QueueArn: "invalid-queue" })], "InvalidArgument: The ARN could not be parsed"],
    [
      [queue({ QueueArn: "arn:aws:sns:us-east-1:111122223333:t" })],
      String.raw`InvalidArgument: The ARN failed to satisfy constraint: Member must satisfy regular expression pattern: ^arn:aws[\p{Alpha}\-]*:sqs:[\p{Alnum}\-]+:[\p{Digit}]{12}:[\p{Alnum}\-_]{1,80}$`,
    ],
    [[queue({ QueueArn: `${QUEUE}.fifo` })], "InvalidArgument: FIFO SQS queues are not supported."],
    [
      [queue({ QueueArn: "arn:aws:sqs:eu-west-1:111122223333:q" })],
      "InvalidArgument: The notification destination service region is not valid for the bucket location constraint",
    ],
    [[queue(filtered(["INVALID", "a"]))], "InvalidArgument: filter rule name must be either prefix or suffix"],
    [
      [queue(filtered(["prefix", "a"], ["Prefix", "b"]))],
      "InvalidArgument: Cannot specify more than one prefix rule in a filter.",
    ],
    [
      [queue(filtered(["prefix", "ä".repeat(513)]))],
      "InvalidArgument: Size of filter rule value cannot exceed 1024 bytes in UTF-8 representation",
    ],
    [
      [queue({ Events: ["s3:ObjectCreated:*", PUT] })],
      "InvalidArgument: Configurations overlap. Configurations on the same bucket cannot share a common event type.",
    ],
    [
      [queue({ Id: "1" }), queue({ Id: "2", Events: [PUT] })],
      "InvalidArgument: Configurations overlap. Configurations on the same bucket cannot share a common event type.",
    ],
    [
      [queue({ Id: "1", ...filtered(["prefix", "a/"]) }), queue({ Id: "2", ...filtered(["prefix", "a/b"]) })],
      "InvalidArgument: Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules if the prefixes are overlapping for the same event type.",
    ],
    [
      [queue({ Id: "1" }), queue({ Id: "1", Events: ["s3:ObjectRemoved:*"] })],
      "InvalidArgument: Same ID used for multiple configurations. IDs must be unique.",
    ],
    [
      Array.from({ length: 101 }, () => queue({})),
      "InvalidRequest: Too many configurations submitted. The maximum number of configurations is 100",
    ],
  ] satisfies [QueueConfiguration[], string][])("may not be these: %#", (queues, told) => {
    expect(refusalOf(() => read({ QueueConfigurations: queues }))).toBe(told);
  });
});
