import type { StartMessageMoveTaskResult } from "@aws-sdk/client-sqs";
import { invalidParameter, resourceNotFound } from "../domain/errors.ts";
import { checkRate, queueOfArn, taskHandle } from "../domain/move-task.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html */
export const StartMessageMoveTask: Operation<"StartMessageMoveTask"> = async (
  input,
  call,
  store,
): Promise<StartMessageMoveTaskResult> => {
  const { SourceArn: sourceArn, DestinationArn: destinationArn, MaxNumberOfMessagesPerSecond: rate } = input;
  const sourceAddress = queueOfArn(sourceArn, "SourceArn");
  const destinationAddress = destinationArn === undefined ? undefined : queueOfArn(destinationArn, "DestinationArn");
  checkRate(rate);
  const find = store.directory.find;
  const source = sourceAddress && (await find(sourceAddress.place, sourceAddress.name));
  if (!source) throw resourceNotFound("The resource that you specified for the SourceArn parameter doesn't exist.");
  if (destinationArn !== undefined) {
    const destination = destinationAddress && (await find(destinationAddress.place, destinationAddress.name));
    if (!destination) {
      throw resourceNotFound("The resource that you specified for the DestinationArn parameter doesn't exist.");
    }
    if (destination.arn === source.arn) {
      throw invalidParameter("Source queue arn and destination queue arn cannot be the same.");
    }
    if (destination.settings.fifo !== source.settings.fifo) {
      throw invalidParameter("The source queue and destination queue must be of the same queue type.");
    }
  }
  const [deadLetterSource] = await store.directory.sourcesOf(source, { after: undefined, limit: 1 });
  if (deadLetterSource === undefined) {
    throw invalidParameter("Source queue must be configured as a Dead Letter Queue.");
  }

  const task = {
    id: call.ids.uuid(),
    sourceArn,
    ...(destinationArn === undefined ? {} : { destinationArn }),
    ...(rate === undefined ? {} : { maxMessagesPerSecond: rate }),
    startedAt: call.clock.now(),
    status: "RUNNING",
    moved: 0,
    toMove: (await store.messages.counts(source)).visible,
  } as const;
  if (!(await store.moveTasks.start(source, task))) {
    throw invalidParameter(
      "There is already a task running. Only one active task is allowed for a source queue arn at a given time.",
    );
  }
  return { TaskHandle: taskHandle(task) };
};
