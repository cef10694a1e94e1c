import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type MovableClock, movableClock, randomIds } from "@skylab/aws";
// Tests run on the real engines, which no other code of a service chooses.
// oxlint-disable-next-line no-restricted-imports
import { openFileObjects } from "@skylab/objects/files";
// oxlint-disable-next-line no-restricted-imports
import { openLmdbQueues } from "@skylab/queues/lmdb";
// oxlint-disable-next-line no-restricted-imports
import { openLmdbRecords } from "@skylab/records/lmdb";
import { type Call, type Caller, createLog, localCalls, type LocalCalls } from "@skylab/service";
import { testCall } from "@skylab/service/testing";
import { afterAll, beforeAll } from "vitest";
import type { S3Engines } from "../store/engines.ts";
import { openStore, type S3Store } from "../store/store.ts";

/** The store on the real engines, a clock that a test moves, and a way to call operations as a client does. */
export type TestS3 = {
  readonly engines: S3Engines;
  readonly store: S3Store;
  readonly clock: MovableClock;
  /** Where a test says who is behind the services that S3 calls. */
  readonly calls: LocalCalls;
  /** Calls an operation as root of an account; each test takes an account of its own. */
  readonly call: <Input, Output>(
    operation: (input: Input, call: Call, store: S3Store) => Promise<Output>,
    input: Input,
    as?: Partial<Caller>,
  ) => Promise<Output>;
};

/** Opens a store before the tests of a file and closes it behind them. */
export function useS3(): () => TestS3 {
  let close: (() => Promise<void>) | undefined;
  let test: TestS3 | undefined;
  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), "skylab-s3-"));
    const clock = movableClock();
    const options = { clock, ids: randomIds, durability: "fast" } as const;
    const records = await openLmdbRecords({ folder: join(folder, "records"), ...options });
    const queues = openLmdbQueues({ folder: join(folder, "queues"), ...options });
    const blobs = await openFileObjects({ folder: join(folder, "objects"), durability: "fast" });
    const calls = localCalls();
    const { log } = createLog("silent");
    const stored = { records, queues, blobs, clock, ids: randomIds, inlineBytes: 8 * 1024 };
    const engines = { ...stored, call: calls.call, log };
    const store = openStore(engines);
    test = {
      engines,
      store,
      clock,
      calls,
      call: (operation, input, as) => operation(input, testCall({ clock, ...(as && { as }) }), store),
    };
    close = async () => {
      await blobs.close();
      await queues.close();
      await records.close();
      await rm(folder, { recursive: true, force: true });
    };
  });
  afterAll(() => close?.());
  return () => {
    if (!test) throw new Error("The store is open only while tests run.");
    return test;
  };
}
