import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Ids, type MovableClock, movableClock, randomIds } from "@skylab/aws";
import type { Objects } from "@skylab/objects";
import { openFileObjects } from "@skylab/objects/files";
import type { Queues } from "@skylab/queues";
import { openLmdbQueues } from "@skylab/queues/lmdb";
import type { Records } from "@skylab/records";
import { openLmdbRecords } from "@skylab/records/lmdb";
import { afterAll, beforeAll } from "vitest";

/** What the tests of a service may stand on. */
export type TestEngines = {
  readonly records: Records;
  /** A test moves it. */
  readonly clock: MovableClock;
  readonly ids: Ids;
  readonly queues: Queues;
  readonly blobs: Objects;
};

type Always = "records" | "clock" | "ids";

/**
 * Opens the embedded engines before the tests of a file, in a folder of their own, makes of them what the tests stand on, and
 * closes them behind the tests: records always, and what else is named. To be called by the file of the tests.
 */
export function useEngines<Test, Name extends "queues" | "blobs" = never>(
  names: readonly Name[],
  make: (engines: Pick<TestEngines, Always | Name>) => Test | Promise<Test>,
): () => Test {
  let close: (() => Promise<void>) | undefined;
  let test: Test | undefined;
  beforeAll(async () => {
    const opened = await openEngines(names);
    ({ close } = opened);
    test = await make(opened.engines);
  });
  afterAll(() => close?.());
  return () => {
    if (test === undefined) throw new Error("The engines are open only while tests run.");
    return test;
  };
}

async function openEngines<Name extends "queues" | "blobs">(names: readonly Name[]) {
  const folder = await mkdtemp(join(tmpdir(), "skylab-test-"));
  const clock = movableClock();
  const options = { clock, ids: randomIds, durability: "fast" } as const;
  const records = await openLmdbRecords({ folder: join(folder, "records"), ...options });
  const others = {
    queues: () => openLmdbQueues({ folder: join(folder, "queues"), ...options }),
    blobs: () => openFileObjects({ folder: join(folder, "objects"), ...options }),
  };
  const engines: Partial<TestEngines> & Pick<TestEngines, Always> = { records, clock, ids: randomIds };
  for (const name of names) Object.assign(engines, { [name]: await others[name]() });
  return {
    engines: engines as Pick<TestEngines, Always | Name>, // as: each of the names has been opened.
    close: async () => {
      await engines.queues?.close();
      await records.close();
      await engines.blobs?.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
