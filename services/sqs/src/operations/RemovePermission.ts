import { queueDoesNotExist } from "../domain/errors.ts";
import { removePermission } from "../domain/permissions.ts";
import { changeAttributes } from "../domain/queue-attributes.ts";
import type { Operation } from "../operation.ts";
import { findQueue } from "../find-queue.ts";

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_RemovePermission.html */
export const RemovePermission: Operation<"RemovePermission"> = async (
  input,
  call,
  store,
): Promise<Record<string, never>> => {
  const queue = await findQueue(input.QueueUrl, call, store);
  const changed = await store.directory.change(queue, ({ record }) => {
    const policy = removePermission(record.attributes["Policy"], input.Label);
    const attributes = changeAttributes(record.attributes, { Policy: policy });
    return { ...record, attributes, modifiedAt: call.clock.now() };
  });
  if (!changed) throw queueDoesNotExist();
  return {};
};
