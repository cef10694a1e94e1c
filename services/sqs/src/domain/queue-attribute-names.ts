import { unknownAttribute } from "./errors.ts";
import { type QueueAddress, queueArn } from "./queue-arn.ts";
import { effectiveAttributes, isSettable, type QueueAttributes } from "./queue-attributes.ts";
import { isFifoName } from "./queue-name.ts";

/** What GetQueueAttributes tells of a queue. Times are milliseconds since the epoch. */
export type QueueDescription = {
  readonly queue: QueueAddress;
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly attributes: QueueAttributes;
  readonly counts: { readonly visible: number; readonly inFlight: number; readonly delayed: number };
};

/**
 * The attributes of these names that the queue has.
 * @throws AwsError `InvalidAttributeName`
 */
export function selectQueueAttributes(names: readonly string[], description: QueueDescription): QueueAttributes {
  const all = allAttributes(description);
  for (const name of names) {
    if (name !== "All" && !isKnownAttribute(name)) throw unknownAttribute(name);
  }
  if (names.includes("All")) return all;
  return Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name)));
}

function allAttributes({ queue, createdAt, modifiedAt, attributes, counts }: QueueDescription): QueueAttributes {
  return {
    QueueArn: queueArn(queue),
    ApproximateNumberOfMessages: String(counts.visible),
    ApproximateNumberOfMessagesNotVisible: String(counts.inFlight),
    ApproximateNumberOfMessagesDelayed: String(counts.delayed),
    CreatedTimestamp: seconds(createdAt),
    LastModifiedTimestamp: seconds(modifiedAt),
    ...effectiveAttributes(attributes, isFifoName(queue.name)),
  };
}

const READ_ONLY = new Set([
  "QueueArn",
  "ApproximateNumberOfMessages",
  "ApproximateNumberOfMessagesNotVisible",
  "ApproximateNumberOfMessagesDelayed",
  "CreatedTimestamp",
  "LastModifiedTimestamp",
]);

/** Whether any queue can have an attribute of this name. */
export const isKnownAttribute = (name: string): boolean => isSettable(name) || READ_ONLY.has(name);

const seconds = (milliseconds: number): string => String(Math.floor(milliseconds / 1000));
