import { AwsError } from "@skylab/aws";
import {
  batchEntryIdsNotDistinct,
  emptyBatch,
  invalidBatchEntryId,
  missingParameter,
  tooManyEntries,
} from "./errors.ts";

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html */
const MAX_ENTRIES = 10;
const ENTRY_ID = /^[A-Za-z0-9_-]{1,80}$/;

/** How AWS reports an entry that failed. */
export type FailedEntry = {
  readonly Id: string;
  readonly SenderFault: boolean;
  readonly Code: string;
  readonly Message: string;
};

/**
 * What must hold of a batch as a whole.
 * @param entryName AWS's name for its entries, for example `SendMessageBatchRequestEntry`
 * @throws AwsError in AWS's words
 */
export function checkBatch(entries: readonly { readonly Id?: string | undefined }[], entryName: string): void {
  if (entries.length === 0) throw emptyBatch(entryName);
  if (entries.length > MAX_ENTRIES) throw tooManyEntries(MAX_ENTRIES, entries.length);
  const ids = new Set<string>();
  for (const [index, { Id }] of entries.entries()) {
    if (Id === undefined) throw missingParameter(`${entryName}.${index + 1}.Id`);
    if (!ENTRY_ID.test(Id)) throw invalidBatchEntryId();
    if (ids.has(Id)) throw batchEntryIdsNotDistinct(Id);
    ids.add(Id);
  }
}

/** An entry's own refusal; anything else than a refusal ends the whole batch. */
export function failedEntry(id: string, error: unknown): FailedEntry {
  if (!(error instanceof AwsError)) throw error;
  return { Id: id, SenderFault: true, Code: error.queryCode ?? error.code, Message: error.message };
}

/** Entries that passed a step with what came out of it, and those that failed. */
type SortedOut<Entry, Value> = {
  readonly passed: readonly (Entry & { readonly value: Value })[];
  readonly failed: readonly FailedEntry[];
};

/** Takes each entry through a step that may refuse it. */
export function sortOut<Entry extends { readonly Id: string }, Value>(
  entries: readonly Entry[],
  step: (entry: Entry, index: number) => Value,
): SortedOut<Entry, Value> {
  const passed: (Entry & { readonly value: Value })[] = [];
  const failed: FailedEntry[] = [];
  for (const [index, entry] of entries.entries()) {
    try {
      passed.push({ ...entry, value: step(entry, index) });
    } catch (error) {
      failed.push(failedEntry(entry.Id, error));
    }
  }
  return { passed, failed };
}

/** AWS leaves empty lists out of its answers. */
export const orAbsent = <Item>(items: readonly Item[]): Item[] | undefined =>
  items.length === 0 ? undefined : [...items];
