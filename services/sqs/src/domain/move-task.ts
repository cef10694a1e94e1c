import { parseArn } from "@skylab/aws";
import { invalidParameter } from "./errors.ts";
import { parseJsonObject } from "./json.ts";
import { parseQueueArn, type QueueAddress } from "./queue-arn.ts";
import type { QueueSettings } from "./queue-settings.ts";

/** A task that moves the messages of a dead-letter queue away. Times are milliseconds since the epoch. */
export type MoveTask = {
  readonly id: string;
  readonly sourceArn: string;
  /** Absent: each message goes back to the queue that it came from. */
  readonly destinationArn?: string;
  readonly maxMessagesPerSecond?: number;
  readonly startedAt: number;
  readonly status: MoveStatus;
  readonly moved: number;
  /** The last second since its start in which a task with a rate moved messages, and for how many it laid claim then. */
  readonly lastSecond?: { readonly number: number; readonly claimed: number };
  /** How many there were at the beginning. */
  readonly toMove: number;
  readonly failureReason?: string;
};

export type MoveStatus = "RUNNING" | "COMPLETED" | "CANCELLING" | "CANCELLED" | "FAILED";

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html */
const MAX_MESSAGES_PER_SECOND = 500;

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListMessageMoveTasks.html */
const MAX_LISTED_TASKS = 10;

/** What AWS moves at once where no rate is given is not documented. So many a turn are, at 1 MiB each, all in memory. */
const UNLIMITED_BATCH = 100;

/**
 * The queue that a parameter's ARN names.
 * @throws AwsError where it is no ARN; what names no queue is `undefined`
 */
export function queueOfArn(text: string, parameter: "SourceArn" | "DestinationArn"): QueueAddress | undefined {
  if (!parseArn(text)) {
    throw invalidParameter(
      `You must use this format to specify the ${parameter}: arn:<partition>:<service>:<region>:<account-id>:<resource-id>`,
    );
  }
  return parseQueueArn(text);
}

/**
 * Whether the messages of one queue can be moved to another.
 * @throws AwsError in AWS's words
 */
export function checkDestination(source: MoveEnd, destination: MoveEnd): void {
  if (destination.arn === source.arn) {
    throw invalidParameter("Source queue arn and destination queue arn cannot be the same.");
  }
  if (destination.settings.fifo !== source.settings.fifo) {
    throw invalidParameter("The source queue and destination queue must be of the same queue type.");
  }
}
type MoveEnd = { readonly arn: string; readonly settings: Pick<QueueSettings, "fifo"> };

/** @throws AwsError in AWS's words */
export function checkRate(rate: number | undefined): void {
  if (rate === undefined || (rate >= 1 && rate <= MAX_MESSAGES_PER_SECOND)) return;
  throw invalidParameter(
    `Value for parameter MaxNumberOfMessagesPerSecond is invalid. Reason: You must enter a number that's between 1 and ${MAX_MESSAGES_PER_SECOND}.`,
  );
}

/** @throws AwsError in AWS's words */
export function listLimit(maxResults: number | undefined): number {
  const limit = maxResults ?? 1;
  if (limit >= 1 && limit <= MAX_LISTED_TASKS) return limit;
  throw invalidParameter(
    `Value for parameter MaxResults is invalid. Reason: You must enter a number that's between 1 and ${MAX_LISTED_TASKS}.`,
  );
}

/** How clients name a task: base64 of a JSON object, as AWS has it. */
export const taskHandle = ({ id, sourceArn }: Pick<MoveTask, "id" | "sourceArn">): string =>
  Buffer.from(JSON.stringify({ taskId: id, sourceArn })).toString("base64");

/** @throws AwsError in AWS's words */
export function parseTaskHandle(handle: string): { readonly id: string; readonly sourceArn: string } {
  const parts = parseJsonObject(Buffer.from(handle, "base64").toString());
  const { taskId, sourceArn } = parts ?? {};
  if (typeof taskId !== "string" || typeof sourceArn !== "string") {
    throw invalidParameter("Value for parameter TaskHandle is invalid.");
  }
  return { id: taskId, sourceArn };
}

/** How many messages a task may move now. What it did not move in a second, because nobody ran it, is not made up for. */
export function allowance(task: MoveTask, now: number): number {
  const { maxMessagesPerSecond } = task;
  if (maxMessagesPerSecond === undefined) return UNLIMITED_BATCH;
  return maxMessagesPerSecond - claimedIn(secondOf(task, now), task);
}

const secondOf = ({ startedAt }: MoveTask, now: number): number => Math.floor((now - startedAt) / 1000);

const claimedIn = (second: number, { lastSecond }: MoveTask): number =>
  lastSecond?.number === second ? lastSecond.claimed : 0;

/** What came of the messages that a task had claimed in one turn. */
export type Turn = {
  readonly claimed: number;
  readonly moved: number;
  /** Whether a message was found of which nobody knows where it came from, or whose queue is gone. */
  readonly lost: boolean;
  /** Whether no message was left that could be moved. */
  readonly emptied: boolean;
};

/** A task that lays claim to so many messages before it moves them, so that no other process moves more at its rate. */
export function claim(task: MoveTask, messages: number, now: number): MoveTask {
  const second = secondOf(task, now);
  const lastSecond = { number: second, claimed: claimedIn(second, task) + messages };
  return { ...task, moved: task.moved + messages, lastSecond };
}

/** A task after a turn. One that was cancelled meanwhile stays so. */
export function settle(task: MoveTask, { claimed, moved, lost, emptied }: Turn): MoveTask {
  const settled = { ...task, moved: task.moved - claimed + moved };
  if (task.status !== "RUNNING") return settled;
  if (lost) return fail(settled, "CouldNotDetermineMessageSource");
  return emptied ? { ...settled, status: "COMPLETED" } : settled;
}

export const fail = (task: MoveTask, failureReason: FailureReason): MoveTask => ({
  ...task,
  status: "FAILED",
  failureReason,
});

type FailureReason = "CouldNotDetermineMessageSource" | "AWS.SimpleQueueService.NonExistentQueue";

/** A task as ListMessageMoveTasks answers it; only one that runs can still be named. */
export const describeTask = (task: MoveTask): TaskAnswer => ({
  TaskHandle: task.status === "RUNNING" ? taskHandle(task) : undefined,
  Status: task.status,
  SourceArn: task.sourceArn,
  DestinationArn: task.destinationArn,
  MaxNumberOfMessagesPerSecond: task.maxMessagesPerSecond,
  ApproximateNumberOfMessagesMoved: task.moved,
  ApproximateNumberOfMessagesToMove: task.toMove,
  FailureReason: task.failureReason,
  StartedTimestamp: task.startedAt,
});

type TaskAnswer = {
  readonly TaskHandle: string | undefined;
  readonly Status: MoveStatus;
  readonly SourceArn: string;
  readonly DestinationArn: string | undefined;
  readonly MaxNumberOfMessagesPerSecond: number | undefined;
  readonly ApproximateNumberOfMessagesMoved: number;
  readonly ApproximateNumberOfMessagesToMove: number;
  readonly FailureReason: string | undefined;
  readonly StartedTimestamp: number;
};
