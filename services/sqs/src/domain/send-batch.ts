import { AwsError } from "@skylab/aws";
import { checkBatch, failedEntry, type FailedEntry } from "./batch.ts";
import { batchTooLong, invalidParameter, messageInBatchTooLong, messageTooLong } from "./errors.ts";
import { MAX_MESSAGE_BYTES } from "./limits.ts";
import { messageBytes, type MessageInput, type OutgoingMessage, readMessage, type SendContext } from "./message.ts";
import type { QueueSettings } from "./queue-settings.ts";

type Entry = MessageInput & { readonly Id: string };

/** A batch of messages: what can be sent, and what cannot. */
export type SendBatch = {
  readonly accepted: readonly { readonly id: string; readonly message: OutgoingMessage }[];
  readonly failed: readonly FailedEntry[];
};

const ENTRY = "SendMessageBatchRequestEntry";

/**
 * Reads the entries of SendMessageBatch. On a standard queue each entry fails alone; on a FIFO queue, where an entry
 * left out would break the order, one bad entry fails the batch.
 * @throws AwsError in AWS's words
 */
export function readSendBatch(
  entries: readonly Entry[],
  settings: QueueSettings,
  traceHeader: string | undefined,
): SendBatch {
  checkBatch(entries, ENTRY);
  let bytes = 0;
  for (const entry of entries) bytes += messageBytes(entry);
  if (bytes > MAX_MESSAGE_BYTES) throw batchTooLong(MAX_MESSAGE_BYTES, bytes);

  const accepted: { id: string; message: OutgoingMessage }[] = [];
  const failed: FailedEntry[] = [];
  for (const [index, entry] of entries.entries()) {
    try {
      accepted.push({
        id: entry.Id,
        message: readEntry(entry, settings, { bodyParameter: `${ENTRY}.${index + 1}.MessageBody`, traceHeader }),
      });
    } catch (error) {
      if (settings.fifo) throw asInvalidParameter(error);
      failed.push(failedEntry(entry.Id, error));
    }
  }
  return { accepted, failed };
}

function readEntry(entry: Entry, settings: QueueSettings, context: SendContext): OutgoingMessage {
  const { fifo, maximumMessageBytes } = settings;
  if (!fifo && entry.MessageDeduplicationId !== undefined) {
    throw invalidParameter("The request include parameter that is not valid for this queue type");
  }
  const message = readMessage(entry, settings, context);
  if (message.bytes > maximumMessageBytes) {
    throw fifo ? messageTooLong(maximumMessageBytes) : messageInBatchTooLong(maximumMessageBytes);
  }
  return message;
}

/** What a single message lacks is a MissingParameter; in a batch AWS calls it an InvalidParameterValue. */
const asInvalidParameter = (error: unknown): unknown =>
  error instanceof AwsError && error.code === "MissingRequiredParameterException"
    ? invalidParameter(error.message)
    : error;
