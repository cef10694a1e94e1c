import type { Message } from "@aws-sdk/client-sqs";
import { pause } from "@skylab/aws";
import { inPayloads, MAX_RECORDS_BYTES, sizeOf } from "../domain/mappings/batch-size.ts";
import { type EventFilter, eventFilter } from "../domain/mappings/event-filter.ts";
import { readItemFailures } from "../domain/mappings/item-failures.ts";
import { filterableQueueRecord, queueRecord, type QueueRecord } from "../domain/mappings/queue-record.ts";
import { type Concurrency, MOST_BATCHES, openConcurrency } from "./concurrency.ts";
import { invoke, type Ran } from "./invoke.ts";
import { growingPauses } from "./pauses.ts";
import { LONGEST_POLL_SECONDS, MOST_RECEIVED, openQueueSource, type QueueSource } from "./queue-source.ts";
import type { Running, RunParts } from "./running.ts";

/** Where the queue cannot be read. */
const FIRST_REST_MS = 1_000;
const LONGEST_REST_MS = 30_000;

/** Where a function is throttled. */
const FIRST_THROTTLE_PAUSE_MS = 100;
const LONGEST_THROTTLE_PAUSE_MS = 5_000;

/** Where a function could not be run, before more is read. */
const NOT_RUN_PAUSE_MS = 500;

/** How often a queue is looked at while a batching window has less than a second left. */
const LOOK_EVERY_MS = 100;

type Poll = RunParts & {
  readonly queue: QueueSource;
  readonly concurrency: Concurrency;
  readonly isWanted: EventFilter;
};

/** Reads a queue, and hands its messages to the function in batches, several at a time. */
export function pollQueue(parts: RunParts): Running {
  const { settings } = parts.mapping;
  const poll: Poll = {
    ...parts,
    queue: openQueueSource(parts),
    concurrency: openConcurrency(settings.ScalingConfig?.MaximumConcurrency ?? MOST_BATCHES),
    isWanted: eventFilter(settings),
  };
  return { begun: Promise.resolve(), ended: pollUntilEnded(poll) };
}

async function pollUntilEnded(poll: Poll): Promise<void> {
  const { concurrency, signal } = poll;
  const rests = growingPauses(FIRST_REST_MS, LONGEST_REST_MS);
  while (!signal.aborted) {
    await concurrency.room(signal);
    if (signal.aborted) break;
    try {
      const messages = await gather(poll);
      rests.reset();
      if (messages.length === 0) concurrency.idle();
      else concurrency.begin(handleSafely(poll, messages));
    } catch (error) {
      if (signal.aborted) break;
      tellUnreadable(error, poll);
      await pause(rests.next(), signal);
    }
  }
  await concurrency.ended();
}

/** Receives a batch: what is there at once, or what comes within the batching window. */
async function gather({ mapping, queue, signal, store }: Poll): Promise<readonly Message[]> {
  const { BatchSize: size, MaximumBatchingWindowInSeconds: window } = mapping.settings;
  const receive = (most: number, waitSeconds: number): Promise<readonly Message[]> =>
    queue.receive({ most: Math.min(most, MOST_RECEIVED), waitSeconds });
  const messages = [...(await receive(size, LONGEST_POLL_SECONDS))];
  if (messages.length === 0 || window === 0) return messages;
  const until = performance.now() + window * 1000;
  let bytes = bytesOf(messages);
  while (messages.length < size && bytes < MAX_RECORDS_BYTES && !signal.aborted) {
    const leftMs = until - performance.now();
    if (leftMs <= 0) break;
    const waitSeconds = Math.min(Math.floor(leftMs / 1000), LONGEST_POLL_SECONDS);
    let more: readonly Message[];
    try {
      more = await receive(size - messages.length, waitSeconds);
    } catch (error) {
      // What was received before is not to be lost by what is wrong with the queue now, nor to wait for it.
      if (!signal.aborted) tellUnreadable(error, { mapping, store });
      return messages;
    }
    messages.push(...more);
    bytes += bytesOf(more);
    if (more.length === 0 && waitSeconds === 0) await pause(Math.min(leftMs, LOOK_EVERY_MS), signal);
  }
  return messages;
}

const tellUnreadable = (error: unknown, { mapping, store }: Pick<Poll, "mapping" | "store">): void =>
  store.log.warn({ err: error, mapping: mapping.uuid }, "an event source mapping cannot read its queue");

const bytesOf = (messages: readonly Message[]): number =>
  messages.reduce((bytes, { Body = "" }) => bytes + Buffer.byteLength(Body), 0);

/** What goes wrong with a batch leaves its messages in the queue. */
async function handleSafely(poll: Poll, messages: readonly Message[]): Promise<void> {
  try {
    await handle(poll, messages);
  } catch (error) {
    poll.store.log.warn({ err: error, mapping: poll.mapping.uuid }, "a batch of messages is tried again later");
  }
}

/** A record, its bytes in a payload, and since when it is hidden in the queue. */
type Item = { readonly record: QueueRecord; readonly bytes: number };

async function handle(poll: Poll, messages: readonly Message[]): Promise<void> {
  const { isWanted, mapping, queue } = poll;
  const { settings, source } = mapping;
  const receivedAt = performance.now();
  const form = { source, isWindowed: settings.MaximumBatchingWindowInSeconds > 0 };
  const records = messages.map((message) => queueRecord(message, form));
  const wanted = records.filter((record) => isWanted(filterableQueueRecord(record)));
  // What no filter takes is deleted: https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html
  const unwanted = records.filter((record) => !wanted.includes(record));
  if (unwanted.length > 0) await queue.remove(unwanted.map(({ receiptHandle }) => receiptHandle));
  const items = wanted.map((record): Item => ({ record, bytes: sizeOf(record) }));
  for (const group of inPayloads(items)) {
    const isDone = await handOver(poll, group, receivedAt);
    // What comes behind in its message group must not pass it.
    if (!isDone && source.fifo) return;
  }
}

/** Runs the function with records, and deletes those that it is done with; whether that is all of them. */
async function handOver(poll: Poll, items: readonly Item[], receivedAt: number): Promise<boolean> {
  const { concurrency, mapping, queue, signal, store } = poll;
  const event = { Records: items.map(({ record }) => record) };
  const pauses = growingPauses(FIRST_THROTTLE_PAUSE_MS, LONGEST_THROTTLE_PAUSE_MS);
  for (;;) {
    const outcome = await invoke(mapping, event, store);
    if (outcome.ran) return settle(poll, items, outcome);
    if (!outcome.isThrottled) {
      store.log.warn({ err: outcome.error, mapping: mapping.uuid }, "a function could not be run for its queue");
      await pause(NOT_RUN_PAUSE_MS, signal);
      return false;
    }
    concurrency.throttled();
    const pauseMs = pauses.next();
    // From then on somebody else may receive them.
    const isHiddenUntil = receivedAt + (await queue.visibilityMs());
    if (performance.now() + pauseMs >= isHiddenUntil || signal.aborted) return false;
    await pause(pauseMs, signal);
  }
}

async function settle({ mapping, queue }: Poll, items: readonly Item[], ran: Ran): Promise<boolean> {
  // They come again when their visibility timeout runs out.
  if (ran.functionError !== undefined) return false;
  const ids = items.map(({ record }) => record.messageId);
  const isPartial = mapping.settings.FunctionResponseTypes.includes("ReportBatchItemFailures");
  const failed = isPartial ? readItemFailures(ran.payload, ids) : NONE;
  if (failed === "all") return false;
  const done = items.filter(({ record }) => !failed.has(record.messageId));
  await queue.remove(done.map(({ record }) => record.receiptHandle));
  return failed.size === 0;
}

const NONE: ReadonlySet<string> = new Set();
