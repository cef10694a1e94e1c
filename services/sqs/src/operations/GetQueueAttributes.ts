import type { GetQueueAttributesResult } from "@aws-sdk/client-sqs";
import { selectQueueAttributes } from "../domain/queue-attribute-names.ts";
import type { Operation } from "../operation.ts";
import { findQueue } from "../find-queue.ts";

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html */
export const GetQueueAttributes: Operation<"GetQueueAttributes"> = async (
  input,
  call,
  store,
): Promise<GetQueueAttributesResult> => {
  const queue = await findQueue(input.QueueUrl, call, store);
  const attributes = selectQueueAttributes(input.AttributeNames ?? [], {
    queue,
    createdAt: queue.record.createdAt,
    modifiedAt: queue.record.modifiedAt,
    attributes: queue.record.attributes,
    counts: await store.messages.counts(queue),
  });
  return Object.keys(attributes).length === 0 ? {} : { Attributes: attributes };
};
