import type { Place } from "@skylab/aws";

/** What SQS keeps in the records of a place. */
export const SPACES = {
  /** name -> QueueRecord */
  queues: "sqs.queues",
  /** name of a dead-letter queue, name of a source -> nothing */
  sources: "sqs.sources",
  /** name -> nothing, as long as a deleted queue's name is not to be used */
  deleted: "sqs.deleted",
  /** engine id of a deleted queue, when it was deleted -> nothing, until nothing is left of it */
  garbage: "sqs.garbage",
  /** engine id of a queue -> nothing, as long as it is not to be purged again */
  purged: "sqs.purged",
  /** name of the source, when it started, id -> MoveTask */
  moveTasks: "sqs.moveTasks",
  /** name of the source -> key of its running task */
  runningMoveTasks: "sqs.runningMoveTasks",
} as const;

/** A value of which only the key counts. */
export const NOTHING = new Uint8Array(0);

/** What one commit may span: an account in a region. */
export const partitionName = ({ account, region }: Place): string => `${account}/${region}`;

/** The place of a partition, or `undefined` where it is none. */
export function placeOf(partition: string): Place | undefined {
  const [account, region, more] = partition.split("/");
  return account && region && more === undefined ? { account, region } : undefined;
}
