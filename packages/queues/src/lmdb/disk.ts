import { type Database, open, type RootDatabase } from "lmdb";

/**
 * The LMDB environment of the queues, and its group commit: what is written while one transaction is on its way to the
 * disk goes into the next. Databases:
 * - `queues`: queue id -> generation, next order, number of stored messages
 * - `messages`: generation · lane · order -> message record
 * - `flights`: the same key -> receive count and visibility of a message that was received; written behind
 * - `deduplication`: generation · five-minute bucket · digest -> first message
 * - `garbage`: generations whose messages may be deleted in the background
 */
export type Disk = {
  readonly queues: Database<Buffer, string>;
  readonly messages: Database<Buffer, Buffer>;
  readonly flights: Database<Buffer, Buffer>;
  readonly deduplication: Database<Buffer, Buffer>;
  readonly garbage: Database<Buffer, Buffer>;
  /**
   * Runs `apply`, which puts and removes, as part of the next transaction, and then, once per transaction, each of
   * `saves`. Resolves when that is durable.
   */
  readonly write: (apply: () => void, ...saves: readonly (() => void)[]) => Promise<void>;
  /** Waits for what is written, and closes. */
  readonly close: () => Promise<void>;
};

export type Durability = "durable" | "fast";

export type DiskOptions = {
  readonly folder: string;
  readonly durability: Durability;
  /** Called once per failed transaction, before its writers and those who wait for the next are told: what memory holds may not be on disk. */
  readonly onFailure: (error: unknown) => void;
};

/** What `fast` may lose at a power failure: a write is on disk at most so long after its answer. */
const FAST_SYNC_EVERY_MS = 500;

/** A write waits at most so long for others to share its transaction. */
const MAX_GATHER_MS = 2;

type Writer = {
  readonly apply: () => void;
  readonly saves: readonly (() => void)[];
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
};

export function openDisk(options: DiskOptions): Disk {
  const fast = options.durability === "fast";
  // Without overlappingSync, lmdb resolves a write after mdb_txn_commit, which syncs data and then meta page.
  const root = open<Buffer, Buffer>({
    path: options.folder,
    maxDbs: 8,
    encoding: "binary",
    keyEncoding: "binary",
    overlappingSync: false,
    noSync: fast,
  });
  const binary = (name: string): Database<Buffer, Buffer> =>
    root.openDB<Buffer, Buffer>({ name, encoding: "binary", keyEncoding: "binary" });
  const commits = new GroupCommit(root, options.onFailure);
  const stopSyncing = fast ? syncRegularly(root, options.onFailure) : () => Promise.resolve();
  return {
    queues: root.openDB<Buffer, string>({ name: "queues", encoding: "binary" }),
    messages: binary("messages"),
    flights: binary("flights"),
    deduplication: binary("deduplication"),
    garbage: binary("garbage"),
    write: (apply, ...saves) => commits.write(apply, saves),
    close: async () => {
      await commits.idle();
      await stopSyncing();
      await root.close();
    },
  };
}

class GroupCommit {
  private readonly root: RootDatabase<Buffer, Buffer>;
  private readonly onFailure: (error: unknown) => void;
  private waiting: Writer[] = [];
  private running: Promise<void> | undefined;

  constructor(root: RootDatabase<Buffer, Buffer>, onFailure: (error: unknown) => void) {
    this.root = root;
    this.onFailure = onFailure;
  }

  write(apply: () => void, saves: readonly (() => void)[]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ apply, saves, resolve, reject });
      this.running ??= this.commitAll();
    });
  }

  async idle(): Promise<void> {
    while (this.running) await this.running;
  }

  private async commitAll(): Promise<void> {
    while (this.waiting.length > 0) {
      await this.gather();
      const group = this.waiting;
      this.waiting = [];
      await this.commit(group);
    }
    this.running = undefined;
  }

  /**
   * A transaction costs its sync, whatever is in it: it waits as long as each turn of the event loop brings another
   * writer. One who writes alone waits for one turn.
   */
  private async gather(): Promise<void> {
    const latest = performance.now() + MAX_GATHER_MS;
    let gathered = 0;
    while (this.waiting.length > gathered && performance.now() < latest) {
      gathered = this.waiting.length;
      await new Promise(setImmediate);
    }
  }

  private async commit(group: readonly Writer[]): Promise<void> {
    try {
      await this.root.batch(() => {
        for (const writer of group) writer.apply();
        for (const save of new Set(group.flatMap((writer) => writer.saves))) save();
      });
      for (const writer of group) writer.resolve();
    } catch (error) {
      this.onFailure(error);
      // Who waits for the next transaction decided by a memory that is wrong now.
      const waiting = this.waiting;
      this.waiting = [];
      for (const writer of [...group, ...waiting]) writer.reject(error);
    }
  }
}

/** Returns a function that stops the timer and syncs for the last time. */
function syncRegularly(root: RootDatabase<Buffer, Buffer>, onFailure: (error: unknown) => void): () => Promise<void> {
  const syncable = root as unknown as Syncable; // lmdb's types leave its `sync` out
  const sync = (): Promise<void> =>
    new Promise((resolve, reject) => {
      syncable.sync((error) => (error ? reject(error) : resolve()));
    });
  const timer = setInterval(() => void sync().catch(onFailure), FAST_SYNC_EVERY_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
    return sync();
  };
}

type Syncable = { readonly sync: (callback: (error: Error | null | undefined) => void) => void };
