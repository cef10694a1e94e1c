import { statfs } from "node:fs/promises";
import { setImmediate as nextTurn } from "node:timers/promises";
import { open, type RootDatabase } from "lmdb";
import type { BlobId } from "../blob-id.ts";
import type { Page } from "../port.ts";
import { diskIsFull } from "./calls.ts";

/** Blobs of a few kilobytes, all in one LMDB map: id -> time of writing (eight bytes) and bytes. */
export type SmallBlobs = {
  /** Resolves when the blob is on disk, or in `fast`, when it can be read. */
  readonly put: (id: BlobId, bytes: Uint8Array) => Promise<void>;
  readonly get: (id: BlobId) => Buffer | undefined;
  /** Resolves to those that there were. */
  readonly remove: (ids: readonly BlobId[]) => Promise<ReadonlySet<BlobId>>;
  readonly list: (before: number, after: BlobId) => Promise<Page>;
  readonly close: () => Promise<void>;
};

export type Durability = "durable" | "fast";

type Change = {
  readonly key: Buffer;
  /** `undefined`: to be removed. */
  readonly value: Buffer | undefined;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
};

/** A put costs less CPU than with pages of 4096, be it of 1 KB or of 64 KB. */
const PAGE_BYTES = 8192;
const TIME_BYTES = 8;
const IDS_PER_PAGE = 1000;
/** `fast` keeps so much in memory at most before who puts waits for the disk. */
const WAITING_BYTES = 4 * 1024 * 1024;
/** So much goes into a transaction at most. */
const TRANSACTION_BYTES = 16 * 1024 * 1024;
/** A change writes its own pages anew, and those above it in the tree. */
const PAGES_TOUCHED = 4;

export function openSmallBlobs(folder: string, durability: Durability): SmallBlobs {
  const store = open<Buffer, Buffer>({
    path: folder,
    // A folder whose name has a dot would be taken for a file.
    noSubdir: false,
    encoding: "binary",
    keyEncoding: "binary",
    pageSize: PAGE_BYTES,
    // A write is answered after fdatasync, and not seen before: see writeToStore of packages/records.
    overlappingSync: false,
    eventTurnBatching: false,
  });
  const changes = new Changes(store, folder);
  return {
    put: (id, bytes) => {
      const written = changes.add(keyOf(id), valueOf(bytes));
      return durability === "durable" ? written : changes.room(written);
    },
    get: (id) => {
      const waiting = durability === "fast" ? changes.find(id) : undefined;
      const value = waiting ?? store.getBinary(keyOf(id));
      return value?.subarray(TIME_BYTES);
    },
    remove: async (ids) => {
      const stored = ids.filter((id) => changes.find(id) !== undefined || store.doesExist(keyOf(id)));
      await Promise.all(stored.map((id) => changes.add(keyOf(id), undefined)));
      return new Set(stored);
    },
    list: async (before, after) => {
      await changes.answered();
      const ids: BlobId[] = [];
      let last: BlobId | undefined;
      for (const { key, value } of store.getRange({ start: keyOf(after), exclusiveStart: true, limit: IDS_PER_PAGE })) {
        last = key.toString("latin1");
        if (value.readDoubleBE(0) < before) ids.push(last);
      }
      return last === undefined ? { ids } : { ids, next: last };
    },
    close: async () => {
      await changes.settled();
      await store.close();
    },
  };
}

const keyOf = (id: BlobId): Buffer => Buffer.from(id, "latin1");

function valueOf(bytes: Uint8Array): Buffer {
  const value = Buffer.allocUnsafe(TIME_BYTES + bytes.length);
  value.writeDoubleBE(Date.now(), 0);
  value.set(bytes, TIME_BYTES);
  return value;
}

/** Group commit: what comes while one transaction is on its way to the disk goes into the next. */
class Changes {
  readonly #store: RootDatabase<Buffer, Buffer>;
  readonly #folder: string;
  #waiting: Change[] = [];
  #waitingBytes = 0;
  /** What `fast` has answered and not written yet, by id. */
  readonly #values = new Map<BlobId, Buffer>();
  #latest: Promise<void> = Promise.resolve();
  #working: Promise<void> | undefined;
  #broken: unknown;

  constructor(store: RootDatabase<Buffer, Buffer>, folder: string) {
    this.#store = store;
    this.#folder = folder;
  }

  add(key: Buffer, value: Buffer | undefined): Promise<void> {
    this.#latest = new Promise((resolve, reject) => {
      this.#waiting.push({ key, value, resolve, reject });
      this.#waitingBytes += value?.length ?? 0;
      if (value !== undefined) this.#values.set(key.toString("latin1"), value);
      this.#working ??= this.#work();
    });
    return this.#latest;
  }

  find(id: BlobId): Buffer | undefined {
    return this.#values.get(id);
  }

  /** Does not wait for the change, but for room in memory. Once an answered change was lost, it rejects. */
  async room(written: Promise<void>): Promise<void> {
    written.catch((error: unknown) => {
      this.#broken ??= error;
    });
    if (this.#broken !== undefined) throw this.#broken;
    if (this.#waitingBytes > WAITING_BYTES) await written;
  }

  /** Resolves when everything that was added before is on disk, or lost. */
  async answered(): Promise<void> {
    await Promise.allSettled([this.#latest]);
  }

  async settled(): Promise<void> {
    await this.#working;
  }

  async #work(): Promise<void> {
    // What comes in the same turn goes into the same transaction.
    await nextTurn();
    while (this.#waiting.length > 0) await this.#transact(this.#take());
    this.#working = undefined;
  }

  #take(): readonly Change[] {
    let count = 0;
    for (let bytes = 0; count < this.#waiting.length && bytes < TRANSACTION_BYTES; count++)
      bytes += this.#waiting[count]?.value?.length ?? 0;
    return this.#waiting.splice(0, count);
  }

  async #transact(changes: readonly Change[]): Promise<void> {
    try {
      await this.#store.batch(() => {
        for (const { key, value } of changes) {
          if (value === undefined) void this.#store.remove(key);
          else void this.#store.put(key, value);
        }
      });
      for (const { resolve } of changes) resolve();
    } catch (cause) {
      const error = await this.#errorOf(cause, changes);
      for (const { reject } of changes) reject(error);
    } finally {
      for (const { key, value } of changes) this.#forget(key.toString("latin1"), value);
    }
  }

  /** LMDB calls a full disk an input/output error, since the disk took a part of what was to be written. */
  async #errorOf(cause: unknown, changes: readonly Change[]): Promise<Error> {
    // lmdb-js adds a promise that tells the reason, and that would end the process when nobody listens to it.
    if (cause instanceof Error && "commitError" in cause) Promise.resolve(cause.commitError).catch(() => undefined);
    const { bavail, bsize } = await statfs(this.#folder);
    const needed = changes.reduce((bytes, { value }) => bytes + PAGE_BYTES + (value?.length ?? 0), 0);
    if (bavail * bsize < PAGES_TOUCHED * needed) return diskIsFull(cause);
    return new Error("The blobs could not be written", { cause });
  }

  #forget(id: BlobId, value: Buffer | undefined): void {
    this.#waitingBytes -= value?.length ?? 0;
    if (this.#values.get(id) === value) this.#values.delete(id);
  }
}
