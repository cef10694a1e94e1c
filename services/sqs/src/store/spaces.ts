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
