import { expect, it } from "vitest";
import { selectQueueAttributes } from "./queue-attribute-names.ts";

const description = {
  queue: { place: { account: "111122223333", region: "eu-central-1" }, name: "orders" },
  createdAt: 1_700_000_000_999,
  modifiedAt: 1_700_000_005_000,
  attributes: { DelaySeconds: "5" },
  counts: { visible: 1, inFlight: 2, delayed: 3 },
};

it("All gives every attribute that the queue has", () => {
  expect(selectQueueAttributes(["All"], description)).toEqual({
    QueueArn: "arn:aws:sqs:eu-central-1:111122223333:orders",
    ApproximateNumberOfMessages: "1",
    ApproximateNumberOfMessagesNotVisible: "2",
    ApproximateNumberOfMessagesDelayed: "3",
    CreatedTimestamp: "1700000000",
    LastModifiedTimestamp: "1700000005",
    DelaySeconds: "5",
    MaximumMessageSize: "1048576",
    MessageRetentionPeriod: "345600",
    ReceiveMessageWaitTimeSeconds: "0",
    VisibilityTimeout: "30",
    SqsManagedSseEnabled: "true",
  });
});

it("names give what they name, and nothing gives nothing", () => {
  expect(selectQueueAttributes(["QueueArn", "Policy"], description)).toEqual({
    QueueArn: "arn:aws:sqs:eu-central-1:111122223333:orders",
  });
  expect(selectQueueAttributes([], description)).toEqual({});
});

it("a name that no queue has is refused", () => {
  expect(() => selectQueueAttributes(["All", "Nonsense"], description)).toThrow(
    expect.objectContaining({ code: "InvalidAttributeName", message: "Unknown Attribute Nonsense." }),
  );
});
