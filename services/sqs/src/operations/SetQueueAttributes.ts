import { missingParameter, queueDoesNotExist } from "../domain/errors.ts";
import { changeAttributes, readAttributes } from "../domain/queue-attributes.ts";
import type { Operation } from "../operation.ts";
import { checkDeadLetterQueue } from "../store/dead-letter-queue.ts";
import { findQueue } from "../find-queue.ts";

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
export const SetQueueAttributes: Operation<"SetQueueAttributes"> = async (
  input,
  call,
  store,
): Promise<Record<string, never>> => {
  const queue = await findQueue(input.QueueUrl, call, store);
  if (Object.keys(input.Attributes).length === 0) throw missingParameter("Attribute.Name");
  const changes = readAttributes(input.Attributes, queue);
  const changed = await store.directory.change(queue, async ({ record }) => {
    const attributes = changeAttributes(record.attributes, changes);
    if (changes["RedrivePolicy"] !== undefined) await checkDeadLetterQueue(queue, attributes, store);
    return { ...record, attributes, modifiedAt: call.clock.now() };
  });
  if (!changed) throw queueDoesNotExist();
  return {};
};
