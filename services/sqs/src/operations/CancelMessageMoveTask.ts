import type { CancelMessageMoveTaskResult } from "@aws-sdk/client-sqs";
import { resourceNotFound } from "../domain/errors.ts";
import { parseTaskHandle } from "../domain/move-task.ts";
import { findQueueOfArn } from "../find-queue.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CancelMessageMoveTask.html */
export const CancelMessageMoveTask: Operation<"CancelMessageMoveTask"> = async (
  input,
  call,
  store,
): Promise<CancelMessageMoveTaskResult> => {
  const { id, sourceArn } = parseTaskHandle(input.TaskHandle);
  const source = await findQueueOfArn({ parameter: "SourceArn", arn: sourceArn }, call, store);
  const task = await store.moveTasks.find(source, id);
  const cancelled =
    task &&
    (await store.moveTasks.change(task, (current) =>
      current.status === "RUNNING" ? { ...current, status: "CANCELLING" } : undefined,
    ));
  // A task that is over can be cancelled as little as one that never was.
  if (!cancelled) throw resourceNotFound("Task does not exist.");
  return { ApproximateNumberOfMessagesMoved: cancelled.moved };
};
