import { queueDoesNotExist } from "../domain/errors.ts";
import { addPermission } from "../domain/permissions.ts";
import type { Operation } from "../operation.ts";
import { findQueue } from "../find-queue.ts";

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_AddPermission.html */
export const AddPermission: Operation<"AddPermission"> = async (input, call, store): Promise<Record<string, never>> => {
  const queue = await findQueue(input.QueueUrl, call, store);
  const permission = { label: input.Label, accounts: input.AWSAccountIds, actions: input.Actions };
  const changed = await store.directory.change(queue, ({ record }) => {
    const policy = addPermission(record.attributes["Policy"], queue, permission);
    return { ...record, attributes: { ...record.attributes, Policy: policy }, modifiedAt: call.clock.now() };
  });
  if (!changed) throw queueDoesNotExist();
  return {};
};
