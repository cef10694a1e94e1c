import type { TumblingWindow } from "../domain/mappings/tumbling-window.ts";
import type { StreamRecord } from "../domain/mappings/stream-record.ts";
import type { Checkpoints, KeptCheckpoint } from "../store/checkpoints.ts";

/** A record of a shard on its way to the function. */
export type ShardItem = {
  readonly record: StreamRecord;
  readonly sequenceNumber: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** In a payload. */
  readonly bytes: number;
};

/** How far a shard is done: up to where all records before are. What is done behind that is done again after a crash. */
export type ShardProgress = {
  /** Adds the next record of the shard. */
  readonly add: (item: ShardItem) => void;
  /** Notes that records are done with: by the function, by no filter, or given up. */
  readonly done: (items: readonly ShardItem[]) => void;
  /** Opens, goes on with or closes a tumbling window. */
  readonly windowIs: (window: TumblingWindow | undefined) => void;
  readonly window: () => TumblingWindow | undefined;
  /** Resolves when what was noted is kept. Rejects with `ShardLost`. */
  readonly save: () => Promise<void>;
  /** All of the shard is done. */
  readonly finish: () => Promise<void>;
};

/** Another process reads the shard by now. */
export class ShardLost extends Error {}

type Of = { readonly uuid: string; readonly shardId: string; readonly checkpoints: Checkpoints };

export function openShardProgress(of: Of, kept: KeptCheckpoint | undefined): ShardProgress {
  const { checkpoints, shardId, uuid } = of;
  let { after, window, version } = kept ?? { after: undefined, window: undefined, version: undefined };
  let isRead = false;
  let isChanged = false;
  let saving: Promise<void> | undefined;
  /** In the shard's order. */
  const open: { readonly item: ShardItem; isDone: boolean }[] = [];
  const entries = new Map<ShardItem, { isDone: boolean }>();

  const write = async (): Promise<void> => {
    while (isChanged) {
      isChanged = false;
      const checkpoint = {
        ...(after !== undefined && { after }),
        ...(window !== undefined && { window }),
        ...(isRead && { isRead: true as const }),
      };
      version = await checkpoints.write({ uuid, shardId, version }, checkpoint);
      if (version === undefined) throw new ShardLost(`Another process reads ${shardId}.`);
    }
  };
  const save = async (): Promise<void> => {
    // What is noted while a write is under way is in the next one.
    await saving;
    saving ??= write().finally(() => (saving = undefined));
    await saving;
  };
  return {
    add: (item) => {
      const entry = { item, isDone: false };
      open.push(entry);
      entries.set(item, entry);
    },
    done: (items) => {
      for (const item of items) {
        const entry = entries.get(item);
        if (entry !== undefined) entry.isDone = true;
      }
      const undone = open.findIndex(({ isDone }) => !isDone);
      for (const { item } of open.splice(0, undone === -1 ? open.length : undone)) {
        entries.delete(item);
        after = item.sequenceNumber;
        isChanged = true;
      }
    },
    windowIs: (now) => {
      window = now;
      isChanged = true;
    },
    window: () => window,
    save,
    finish: async () => {
      isRead = true;
      isChanged = true;
      await save();
    },
  };
}
