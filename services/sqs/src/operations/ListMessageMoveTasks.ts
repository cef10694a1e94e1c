import type { ListMessageMoveTasksResult } from "@aws-sdk/client-sqs";
import { resourceNotFound } from "../domain/errors.ts";
import { describeTask, listLimit, queueOfArn } from "../domain/move-task.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListMessageMoveTasks.html */
export const ListMessageMoveTasks: Operation<"ListMessageMoveTasks"> = async (
  input,
  _call,
  store,
): Promise<ListMessageMoveTasksResult> => {
  const address = queueOfArn(input.SourceArn, "SourceArn");
  const limit = listLimit(input.MaxResults);
  const source = address && (await store.directory.find(address.place, address.name));
  if (!source) throw resourceNotFound("The resource that you specified for the SourceArn parameter doesn't exist.");
  const tasks = await store.moveTasks.list(source, limit);
  return tasks.length === 0 ? {} : { Results: tasks.map(describeTask) };
};
