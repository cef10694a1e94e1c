import type { ReceiveMessageResult } from "@aws-sdk/client-sqs";
import { tooManyInFlight } from "../domain/errors.ts";
import { MAX_IN_FLIGHT } from "../domain/limits.ts";
import { readReceive, wantedSystemAttributes } from "../domain/receive.ts";
import { describeMessage } from "../domain/received-message.ts";
import type { Operation } from "../operation.ts";
import { findQueue } from "../find-queue.ts";

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html */
export const ReceiveMessage: Operation<"ReceiveMessage"> = async (
  input,
  call,
  store,
): Promise<ReceiveMessageResult> => {
  const queue = await findQueue(input.QueueUrl, call, store);
  const plan = readReceive(input, queue.settings);
  const wanted = { systemAttributes: wantedSystemAttributes(input), attributes: input.MessageAttributeNames ?? [] };

  const waiting = plan.waitMs > 0 ? { signal: call.signal } : {};
  const messages = await store.messages.receive(queue, { ...plan, ...waiting });
  if (messages.length === 0) {
    // FIFO queues answer that there is nothing. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html
    const full = !queue.settings.fifo && (await store.messages.counts(queue)).inFlight >= MAX_IN_FLIGHT;
    if (full) throw tooManyInFlight();
    return {};
  }
  return { Messages: messages.map((message) => describeMessage(message, message.receipt, wanted)) };
};
