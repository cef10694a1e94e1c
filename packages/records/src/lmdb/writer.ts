import type { Store } from "./layout.ts";
import type { Draft, Overlay, View } from "./view.ts";

/** Runs tasks one after the other, each on what the ones before wrote, and puts what they write into the store. */
export type Writer = {
  /** Resolves to what the task returned, once that may be answered. Rejects when what it wrote cannot be stored. */
  readonly run: <T>(task: Task<T>) => Promise<T>;
  /** What readers may see: all that was answered. */
  readonly view: () => View;
  /** Resolves when everything is on disk. */
  readonly close: () => Promise<void>;
};

/** Reads and writes a draft, without waiting; it must not throw between two writes. */
export type Task<T> = (draft: Draft) => T;

/**
 * Writes everything in one LMDB transaction. The promise of lmdb-js is the disk's word as long as `overlappingSync` is
 * off: on a thread of libuv, LMDB calls fdatasync for the pages and then writes the meta page through O_DSYNC, and only
 * then lmdb-js resolves (mdb_txn_commit and mdb_env_write_meta in its mdb.c, WriteWorker::Write in its writer.cpp).
 */
export async function writeToStore(store: Store, overlay: Overlay): Promise<void> {
  if (overlay.isEmpty()) return;
  await store.batch(() => {
    for (const { key, value } of overlay.writes()) {
      if (value === undefined) void store.remove(key);
      else void store.put(key, value);
    }
  });
}

/** The error of a verb that could not be stored, with what lmdb-js says as its cause. */
export function storageError(cause: unknown): Error {
  // lmdb-js adds a promise that tells the reason, and that would end the process when nobody listens to it.
  if (cause instanceof Error && "commitError" in cause) Promise.resolve(cause.commitError).catch(() => undefined);
  return new Error("The records could not be written", { cause });
}
