import { AwsError } from "@skylab/aws";
import type { Topic } from "../topics/topic.ts";
import {
  batchEntryIdTooLong,
  batchTooLong,
  emptyBatch,
  forbiddenInBatchEntryId,
  idsNotDistinct,
  tooManyEntries,
} from "./errors.ts";
import {
  bytesOf,
  MAX_MESSAGE_BYTES,
  type MessageContent,
  type MessageInput,
  type MessageRouting,
  readMessage,
  readRouting,
} from "./read-message.ts";

export type EntryInput = MessageInput & { readonly Id: string };

/** A message of a batch. */
export type Entry = { readonly id: string; readonly content: MessageContent; readonly routing: MessageRouting };

/** How AWS reports an entry that failed. */
export type FailedEntry = {
  readonly Id: string;
  readonly Code: string;
  readonly Message: string;
  readonly SenderFault: true;
};

/** https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html */
const MAX_ENTRIES = 10;
const MAX_ID_CHARACTERS = 80;
const ENTRY_ID = /^[A-Za-z0-9_-]+$/;

/**
 * The messages of a batch. One whose attributes, group or deduplication id is wrong ends the whole batch, as at AWS;
 * with an empty text, a bad subject or structure it fails alone.
 * @throws AwsError in AWS's words
 */
export function readBatch(
  inputs: readonly EntryInput[],
  topic: Topic,
): { readonly entries: readonly Entry[]; readonly failed: readonly FailedEntry[] } {
  checkBatch(inputs);
  const routings = inputs.map((input) => readRouting(input, topic));
  const entries: Entry[] = [];
  const failed: FailedEntry[] = [];
  let bytes = 0;
  for (const [at, input] of inputs.entries()) {
    try {
      const content = readMessage(input);
      bytes += bytesOf(input, content);
      entries.push({ id: input.Id, content, routing: routings[at] ?? {} });
    } catch (error) {
      failed.push(failedEntry(input.Id, error));
    }
  }
  if (bytes > MAX_MESSAGE_BYTES) throw batchTooLong();
  return { entries, failed };
}

function checkBatch(inputs: readonly EntryInput[]): void {
  if (inputs.length === 0) throw emptyBatch();
  if (inputs.length > MAX_ENTRIES) throw tooManyEntries();
  const ids = new Set<string>();
  for (const { Id: id } of inputs) {
    if (id.length > MAX_ID_CHARACTERS) throw batchEntryIdTooLong(id);
    if (!ENTRY_ID.test(id)) throw forbiddenInBatchEntryId(id);
    if (ids.has(id)) throw idsNotDistinct();
    ids.add(id);
  }
}

/** An entry's own refusal; anything else ends the whole batch. */
function failedEntry(id: string, error: unknown): FailedEntry {
  if (!(error instanceof AwsError) || error.code !== "InvalidParameter") throw error;
  return { Id: id, Code: error.code, Message: error.message, SenderFault: true };
}
