import type { ListMessageMoveTasksResult } from "@aws-sdk/client-sqs";
import { describeTask, listLimit } from "../domain/move-task.ts";
import { findQueueOfArn } from "../find-queue.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListMessageMoveTasks.html */
export const ListMessageMoveTasks: Operation<"ListMessageMoveTasks"> = async (
  input,
  call,
  store,
): Promise<ListMessageMoveTasksResult> => {
  const limit = listLimit(input.MaxResults);
  const source = await findQueueOfArn({ parameter: "SourceArn", arn: input.SourceArn }, call, store);
  const tasks = await store.moveTasks.list(source, limit);
  return tasks.length === 0 ? {} : { Results: tasks.map(describeTask) };
};
