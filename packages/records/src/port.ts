/**
 * Engine port 1: ordered, transactional key-value records.
 *
 * A record's address is partition (what one commit may span: an account and region) · space (a table) · key (bytes,
 * compared as unsigned; `encodeKey` makes them of tuples so that tuples sort as their values do).
 *
 * Deciding is done in TypeScript: read, decide, commit with the versions that were read, and begin again when the
 * commit was refused (`retryOnConflict` does the loop).
 *
 * A verb throws a RangeError for a key over `MAX_KEY_BYTES` or a commit over `MAX_WRITES`, and an Error once the records
 * are closed.
 */
export type Records = {
  /** The partition of this name; partitions need not be made before they are used. */
  readonly partition: (name: string) => Partition;
  /** The names of all partitions that hold a record, in no order. For jobs and `reset`, not for requests. */
  readonly partitions: () => Promise<readonly string[]>;
  /** Resolves where the engine answers, and rejects where it does not within `PING_PATIENCE_MS`, or is closed. */
  readonly ping: () => Promise<void>;
  /** Stops taking calls and resolves when everything is on disk. */
  readonly close: () => Promise<void>;
};

/** How long a ping waits for the engine's answer: who asks for an engine's health wants to know it now. */
export const PING_PATIENCE_MS = 2000;

export type Partition = {
  readonly name: string;
  /** One record, or `undefined`. Sees every commit that was answered before. */
  readonly get: (space: string, key: Uint8Array) => Promise<Versioned | undefined>;
  /** Many records, in the order of the keys asked for; one consistent view per call. */
  readonly getMany: (space: string, keys: readonly Uint8Array[]) => Promise<readonly (Versioned | undefined)[]>;
  /** Records in key order, at most `limit`; one consistent view per call. */
  readonly range: (space: string, range: Range) => Promise<readonly Entry[]>;
  /** How many records a space holds, expired ones included until they are removed. Costs the same however many there are. */
  readonly count: (space: string) => Promise<number>;
  /** All checks hold and everything is written and durable, or nothing is. */
  readonly commit: (commit: Commit) => Promise<CommitResult>;
  /**
   * Calls `listener` after each commit that wrote to the space, and after expired records were removed: before the commit
   * is answered where it was made in this process, at the latest a second later where in another. The keys are those
   * written, or `undefined` where anything may have changed.
   */
  readonly subscribe: (space: string, listener: Listener) => Unsubscribe;
};

export type Listener = (keys: readonly Uint8Array[] | undefined) => void;

export type Unsubscribe = () => void;

/** A value and the version of the commit that wrote it. Versions of a partition increase with each of its commits. */
export type Versioned = { readonly value: Uint8Array; readonly version: bigint };

export type Entry = Versioned & { readonly key: Uint8Array };

export type Range = {
  /** First key, inclusive; absent: from the beginning. */
  readonly from?: Uint8Array;
  /** End, exclusive; absent: to the end. */
  readonly to?: Uint8Array;
  readonly limit: number;
  /** Ends, too, with the record by which the keys and values are so many bytes: a page holds one record at least. */
  readonly maxBytes?: number;
  /** From the end towards the beginning. */
  readonly reverse?: boolean;
};

/** Writes take effect in their order: of two writes to one key, the later counts. */
export type Commit = { readonly checks?: readonly Check[]; readonly writes: readonly Write[] };

/** The record's version must be this one; `undefined`: there must be no such record. */
export type Check = { readonly space: string; readonly key: Uint8Array; readonly version: bigint | undefined };

export type Write =
  | {
      readonly kind: "put";
      readonly space: string;
      readonly key: Uint8Array;
      readonly value: Uint8Array;
      /** Milliseconds since the epoch, from which on no read or check finds the record; it is removed soon after. */
      readonly expiresAt?: number;
    }
  | {
      /** As put, under a new key that `appendedKey` makes of this one and the commit's version: a log in commit order. */
      readonly kind: "append";
      readonly space: string;
      readonly key: Uint8Array;
      readonly value: Uint8Array;
      readonly expiresAt?: number;
    }
  | { readonly kind: "remove"; readonly space: string; readonly key: Uint8Array }
  /** Removes all records of the space, and costs the same however many there are. Their room is free soon after. */
  | { readonly kind: "drop"; readonly space: string };

export type CommitResult = Committed | Refused;

export type Committed = { readonly ok: true; readonly version: bigint };

/** `conflict`: the index of the first check that did not hold; nothing was written. */
export type Refused = { readonly ok: false; readonly conflict: number };

/**
 * The longest key of a record, without what an append adds. LMDB sets it: 4,026 bytes are the longest key it takes, at
 * pages of 8 KiB (https://github.com/kriszyp/lmdb-js#keys), of which 24 go to the space, the append and the expiry index.
 */
export const MAX_KEY_BYTES = 4000;

/** The most writes of a commit: an appended key holds the write's position in two bytes. */
export const MAX_WRITES = 65_536;
