import type { TumblingWindow } from "../domain/mappings/tumbling-window.ts";
import type { StreamRecord } from "../domain/mappings/stream-record.ts";
import type { Checkpoint, Checkpoints, KeptCheckpoint } from "../store/checkpoints.ts";

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
  const { version, ...from } = kept ?? { version: undefined };
  const saver = openSaver(of, version);
  let checkpoint: Checkpoint = from;
  /** In the shard's order. */
  const open: ShardItem[] = [];
  const finished = new Set<ShardItem>();
  const become = (next: Checkpoint): void => {
    checkpoint = next;
    saver.changed(checkpoint);
  };
  return {
    add: (item) => void open.push(item),
    done: (items) => {
      for (const item of items) finished.add(item);
      const undone = open.findIndex((item) => !finished.has(item));
      const passed = open.splice(0, undone === -1 ? open.length : undone);
      for (const item of passed) finished.delete(item);
      const last = passed.at(-1);
      if (last !== undefined) become({ ...checkpoint, after: last.sequenceNumber });
    },
    windowIs: (window) => {
      const { window: _before, ...others } = checkpoint;
      become(window === undefined ? others : { ...others, window });
    },
    window: () => checkpoint.window,
    save: saver.save,
    finish: () => {
      become({ ...checkpoint, isRead: true });
      return saver.save();
    },
  };
}

type Saver = { readonly changed: (to: Checkpoint) => void; readonly save: () => Promise<void> };

/** Writes one checkpoint after the other, what came together once. */
function openSaver(of: Of, kept: bigint | undefined): Saver {
  let version = kept;
  let unsaved: Checkpoint | undefined;
  let saving: Promise<void> | undefined;
  const write = async (): Promise<void> => {
    while (unsaved !== undefined) {
      const checkpoint = unsaved;
      unsaved = undefined;
      version = await of.checkpoints.write({ ...of, version }, checkpoint);
      if (version === undefined) throw new ShardLost(`Another process reads ${of.shardId}.`);
    }
  };
  return {
    changed: (to) => {
      unsaved = to;
    },
    save: async () => {
      // What is noted while a write is under way is in the next one.
      await saving;
      saving ??= write().finally(() => (saving = undefined));
      await saving;
    },
  };
}
