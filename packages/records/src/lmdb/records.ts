import type { Clock } from "@skylab/aws";
import { open } from "lmdb";
import { heardBy, type OnFailure, uncaught } from "../heard.ts";
import { checkCommit, checkKey } from "../limits.ts";
import type { CommitResult, Partition, Records, Versioned } from "../port.ts";
import { decide, notify, requireSpaces } from "./commit.ts";
import { durableWriter } from "./durable-writer.ts";
import { type Sweeper, startSweeper } from "./expiry.ts";
import { type Collector, startCollector } from "./garbage.ts";
import { fastWriter } from "./fast-writer.ts";
import { PAGE_BYTES, spaceIn, type Store, storedKey } from "./layout.ts";
import { type Ledger, openLedger, type Space } from "./ledger.ts";
import { readRange, readRecord } from "./read.ts";
import { type View, viewOf } from "./view.ts";
import type { Writer } from "./writer.ts";

export type LmdbRecordsOptions = {
  /** Made where there is none. It belongs to these records alone, and to one process at a time: see `openDataFolder`. */
  readonly folder: string;
  readonly clock: Clock;
  /** `durable`: a commit is on disk when it is answered. `fast`: at the latest a second later. */
  readonly durability: "durable" | "fast";
  /** Told where a listener fails. */
  readonly onFailure?: OnFailure;
};

type Engine = {
  readonly ledger: Ledger;
  readonly writer: Writer;
  readonly sweeper: Sweeper;
  readonly collector: Collector;
  readonly clock: Clock;
  readonly onFailure: OnFailure;
  /** Once closing has begun: resolves when it is done. */
  closed: Promise<void> | undefined;
};

/** Records in a folder of this machine, for one process. Rejects when LMDB cannot open the folder's files. */
export async function openLmdbRecords(options: LmdbRecordsOptions): Promise<Records> {
  const { folder, clock, durability, onFailure = uncaught } = options;
  const store: Store = open({
    path: folder,
    // A folder whose name has a dot would be taken for a file.
    noSubdir: false,
    encoding: "binary",
    keyEncoding: "binary",
    pageSize: PAGE_BYTES,
    // See writeToStore.
    overlappingSync: false,
    // Each writeToStore is a transaction of its own.
    eventTurnBatching: false,
  });
  const ledger = openLedger(viewOf(store));
  const writer = durability === "durable" ? durableWriter(store, ledger) : fastWriter(store, ledger);
  const sweeper = startSweeper({ ledger, writer, clock });
  const collector = startCollector(writer);
  const engine: Engine = { ledger, writer, sweeper, collector, clock, onFailure, closed: undefined };
  return {
    partition: (name) => partition(engine, name),
    partitions: async () => {
      const view = viewFor(engine);
      const filled = [...ledger.spaces()].filter((space) => countIn(view, space) > 0);
      return [...new Set(filled.map((space) => space.partition))];
    },
    ping: async () => requireOpen(engine),
    close: () => {
      engine.closed ??= closeAll(engine, store);
      return engine.closed;
    },
  };
}

// The reads look at once, without waiting, so that they are of one moment.
function partition(engine: Engine, name: string): Partition {
  const { ledger, clock } = engine;
  const look = (space: string, keys: readonly Uint8Array[]): readonly (Versioned | undefined)[] => {
    const view = viewFor(engine);
    const known = ledger.find(name, space);
    const now = clock.now();
    for (const key of keys) checkKey(key);
    return keys.map((key) => known && readRecord(view, storedKey(known.seenNumber, key), now));
  };
  return {
    name,
    get: async (space, key) => look(space, [key])[0],
    getMany: async (space, keys) => look(space, keys),
    range: async (space, range) => {
      const view = viewFor(engine);
      const known = ledger.find(name, space);
      return known === undefined ? [] : readRange(view, known, { range, now: clock.now() });
    },
    count: async (space) => {
      const view = viewFor(engine);
      const known = ledger.find(name, space);
      return known === undefined ? 0 : countIn(view, known);
    },
    commit: async (commit): Promise<CommitResult> => {
      requireOpen(engine);
      checkCommit(commit);
      requireSpaces(ledger, name, commit);
      const { result, touched, dropped, expiresAt } = await engine.writer.run((draft) =>
        decide({ draft, ledger, now: clock.now() }, name, commit),
      );
      if (expiresAt !== undefined) engine.sweeper.expect(expiresAt);
      for (const [dropping, number] of dropped) dropping.seenNumber = number;
      if (dropped.size > 0) engine.collector.collect();
      notify(touched);
      return result;
    },
    subscribe: (space, listener) => {
      const { listeners } = ledger.require(name, space);
      const subscription = heardBy(listener, engine.onFailure);
      listeners.add(subscription);
      return () => listeners.delete(subscription);
    },
  };
}

async function closeAll({ sweeper, collector, writer }: Engine, store: Store): Promise<void> {
  await sweeper.close();
  await collector.close();
  await writer.close();
  await store.close();
}

function viewFor(engine: Engine): View {
  requireOpen(engine);
  return engine.writer.view();
}

function requireOpen({ closed }: Engine): void {
  if (closed !== undefined) throw new Error("The records are closed");
}

/** The count that readers may see: the ledger's may be ahead of what is answered. */
function countIn(view: View, { directoryKey }: Space): number {
  const stored = view.get(directoryKey);
  return stored === undefined ? 0 : spaceIn(stored).count;
}
