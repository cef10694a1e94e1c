import type { SendMessageBatchResult } from "@aws-sdk/client-sqs";
import { orAbsent } from "../domain/batch.ts";
import { sendResult } from "../domain/message.ts";
import { readSendBatch } from "../domain/send-batch.ts";
import type { Operation } from "../operation.ts";
import { findQueue } from "../find-queue.ts";
import { traceHeaderOf } from "../trace-header.ts";

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html */
export const SendMessageBatch: Operation<"SendMessageBatch"> = async (
  input,
  call,
  store,
): Promise<SendMessageBatchResult> => {
  const queue = await findQueue(input.QueueUrl, call, store);
  const { accepted, failed } = readSendBatch(input.Entries, queue.settings, traceHeaderOf(call));

  const parcels = accepted.map(({ message }) => ({ id: call.ids.uuid(), senderId: call.caller.id, message }));
  const sent = parcels.length === 0 ? [] : await store.messages.sendAll(queue, parcels);
  const successful = accepted.flatMap(({ id, message }, index) => {
    const result = sent[index];
    return result ? [{ Id: id, ...sendResult(message, result) }] : [];
  });
  return { Successful: orAbsent(successful), Failed: orAbsent(failed) };
};
