import type { SendMessageResult } from "@aws-sdk/client-sqs";
import { messageTooLong } from "../domain/errors.ts";
import { readMessage, sendResult } from "../domain/message.ts";
import type { Operation } from "../operation.ts";
import { findQueue } from "../find-queue.ts";
import { traceHeaderOf } from "../trace-header.ts";

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
export const SendMessage: Operation<"SendMessage"> = async (input, call, store): Promise<SendMessageResult> => {
  const queue = await findQueue(input.QueueUrl, call, store);
  const message = readMessage(input, queue.settings, {
    bodyParameter: "MessageBody",
    traceHeader: traceHeaderOf(call),
  });
  const { maximumMessageBytes } = queue.settings;
  if (message.bytes > maximumMessageBytes) throw messageTooLong(maximumMessageBytes);

  const sent = await store.messages.send(queue, { id: call.ids.uuid(), senderId: call.caller.id, message });
  return sendResult(message, sent);
};
