import type { StartMessageMoveTaskResult } from "@aws-sdk/client-sqs";
import { invalidParameter } from "../domain/errors.ts";
import { checkDestination, checkRate, type MoveTask, taskHandle } from "../domain/move-task.ts";
import { findQueueOfArn } from "../find-queue.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html */
export const StartMessageMoveTask: Operation<"StartMessageMoveTask"> = async (
  input,
  call,
  store,
): Promise<StartMessageMoveTaskResult> => {
  const { SourceArn: sourceArn, DestinationArn: destinationArn, MaxNumberOfMessagesPerSecond: rate } = input;
  checkRate(rate);
  const source = await findQueueOfArn({ parameter: "SourceArn", arn: sourceArn }, call, store);
  if (destinationArn !== undefined) {
    const destination = await findQueueOfArn({ parameter: "DestinationArn", arn: destinationArn }, call, store);
    checkDestination(source, destination);
  }
  const [anySource] = await store.directory.sourcesOf(source, { after: undefined, limit: 1 });
  if (anySource === undefined) throw invalidParameter("Source queue must be configured as a Dead Letter Queue.");

  const task: MoveTask = {
    id: call.ids.uuid(),
    sourceArn,
    ...(destinationArn === undefined ? {} : { destinationArn }),
    ...(rate === undefined ? {} : { maxMessagesPerSecond: rate }),
    startedAt: call.clock.now(),
    status: "RUNNING",
    moved: 0,
    toMove: (await store.messages.counts(source)).visible,
  };
  if (!(await store.moveTasks.start(source, task))) {
    throw invalidParameter(
      "There is already a task running. Only one active task is allowed for a source queue arn at a given time.",
    );
  }
  return { TaskHandle: taskHandle(task) };
};
