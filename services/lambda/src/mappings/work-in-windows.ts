import { once } from "node:events";
import { pause } from "@skylab/aws";
import { readWindowState, type TumblingWindow, windowAt, windowedEvent } from "../domain/mappings/tumbling-window.ts";
import { attemptBatch, type ShardParts } from "./attempt-batch.ts";
import { invoke } from "./invoke.ts";
import { pauseAfter } from "../domain/mappings/stream-retries.ts";
import type { Lane } from "./lane.ts";
import type { ShardItem } from "./shard-progress.ts";

/** What a window's last changes may take to be read when it is over: twice the time between two looks. */
const GRACE_MS = 2_000;

/**
 * Hands a shard's records to the function window by window: what it returns as `state` it gets back with the next batch,
 * and once more, without records, when the window is over.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-windows.html
 */
export async function workInWindows(parts: ShardParts, lane: Lane): Promise<void> {
  const { progress, settings, signal } = parts;
  const seconds = settings.TumblingWindowInSeconds;
  while (!signal.aborted) {
    const open = progress.window();
    const end = open && untilOver(parts, open);
    const items = await lane.take(end?.reached);
    end?.cancel();
    if (items.length > 0) await handItems(parts, items, seconds);
    else if (lane.isOver() || (open !== undefined && parts.store.clock.now() >= open.end)) {
      if (open !== undefined) await closeWindow(parts, open, false);
      if (lane.isOver()) return;
    }
  }
}

/** When a window is over, by the clock by which changes are dated. */
function untilOver(
  { signal, store }: ShardParts,
  { end }: TumblingWindow,
): { reached: Promise<void>; cancel: () => void } {
  const over = new AbortController();
  const cancel = store.clock.at(end, () => over.abort());
  return { reached: once(over.signal, "abort").then(() => pause(GRACE_MS, signal)), cancel };
}

async function handItems(parts: ShardParts, items: readonly ShardItem[], seconds: number): Promise<void> {
  const { progress, signal } = parts;
  for (let from = 0; from < items.length && !signal.aborted;) {
    const rest = items.slice(from);
    const own = windowAt(rest[0]?.createdAt ?? 0, seconds);
    const open = progress.window();
    if (open !== undefined && open.start < own.start) await closeWindow(parts, open, false);
    else {
      const window = open ?? own;
      const beyond = rest.findIndex(({ createdAt }) => createdAt >= window.end);
      const together = beyond === -1 ? rest : rest.slice(0, beyond);
      progress.windowIs(window);
      await handInWindow(parts, together);
      from += together.length;
    }
  }
}

async function handInWindow(parts: ShardParts, items: readonly ShardItem[]): Promise<void> {
  const { mapping, progress, shardId } = parts;
  let tooLarge: TumblingWindow | undefined;
  await attemptBatch(parts, items, {
    eventOf: (some) =>
      windowedEvent({
        records: some.map(({ record }) => record),
        window: progress.window() ?? windowAt(0, 1),
        shardId,
        streamArn: mapping.source.arn,
        isFinal: false,
        isTerminatedEarly: false,
      }),
    returned: (payload) => {
      const window = progress.window();
      const state = readWindowState(payload);
      if (window !== undefined && state !== undefined) progress.windowIs({ ...window, state });
      if (state === undefined) tooLarge = window;
    },
  });
  if (tooLarge !== undefined) await closeWindow(parts, tooLarge, true);
}

/** Lets the function finish a window: as often as it may try, or until the signal ends it. */
async function closeWindow(parts: ShardParts, window: TumblingWindow, isTerminatedEarly: boolean): Promise<void> {
  const { mapping, progress, settings, shardId, signal, store } = parts;
  const of = { records: [], window, shardId, streamArn: mapping.source.arn };
  const event = windowedEvent({ ...of, isFinal: true, isTerminatedEarly });
  const most = settings.MaximumRetryAttempts;
  let retries = 0;
  for (let attempts = 1; ; attempts++) {
    const outcome = await invoke(mapping, event, store);
    const isGood = outcome.ran && outcome.functionError === undefined;
    parts.tellResult(isGood);
    // A function that could not be run costs no retry.
    if (isGood || (outcome.ran && most !== -1 && retries >= most)) break;
    if (outcome.ran) retries += 1;
    await pause(pauseAfter(attempts), signal);
    if (signal.aborted) return;
  }
  progress.windowIs(undefined);
  await progress.save();
}
