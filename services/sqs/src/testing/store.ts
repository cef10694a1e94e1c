import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type MovableClock, movableClock, randomIds } from "@skylab/aws";
// Tests run on the real engines, which no other code of a service chooses.
// oxlint-disable-next-line no-restricted-imports
import { openLmdbQueues } from "@skylab/queues/lmdb";
// oxlint-disable-next-line no-restricted-imports
import { openLmdbRecords } from "@skylab/records/lmdb";
import { afterAll, beforeAll } from "vitest";
import { readMessage } from "../domain/message.ts";
import type { QueueAttributes } from "../domain/queue-attributes.ts";
import { openStore, type SqsEngines, type SqsStore } from "../store/store.ts";
import type { StoredQueue } from "../store/stored-queue.ts";
import { PLACE } from "./place.ts";

/** SQS's store on the real engines, with a clock that a test moves. */
export type TestStore = SqsStore & {
  readonly engines: SqsEngines;
  readonly clock: MovableClock;
  readonly createQueue: (name: string, attributes?: QueueAttributes) => Promise<StoredQueue>;
  readonly send: (queue: StoredQueue, body: string) => Promise<void>;
  /** The bodies of the messages that can be received now; they come back at once. */
  readonly bodies: (queue: StoredQueue) => Promise<readonly string[]>;
};

/** Opens a store before the tests of a file and closes it behind them. */
export function useStore(): () => TestStore {
  let folder: string | undefined;
  let store: TestStore | undefined;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "skylab-sqs-"));
    const clock = movableClock();
    const options = { clock, ids: randomIds, durability: "fast" } as const;
    const records = await openLmdbRecords({ folder: join(folder, "records"), ...options });
    const queues = openLmdbQueues({ folder: join(folder, "queues"), ...options });
    store = testStore({ records, queues }, clock);
  });
  afterAll(async () => {
    await store?.engines.records.close();
    await store?.engines.queues.close();
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  });
  return () => {
    if (!store) throw new Error("The store is open only while tests run.");
    return store;
  };
}

function testStore(engines: SqsEngines, clock: MovableClock): TestStore {
  const store = openStore(engines);
  return {
    ...store,
    engines,
    clock,
    createQueue: async (name, attributes = {}) => {
      const now = clock.now();
      const record = { id: `${name}/${randomIds.uuid()}`, createdAt: now, modifiedAt: now, attributes, tags: {} };
      await store.directory.create({ place: PLACE, name }, record);
      const queue = await store.directory.find(PLACE, name);
      if (!queue) throw new Error(`${name} was not created.`);
      return queue;
    },
    send: async (queue, body) => {
      const message = readMessage({ MessageBody: body }, queue.settings, { bodyParameter: "", traceHeader: undefined });
      await store.messages.send(queue, { id: randomIds.uuid(), senderId: PLACE.account, message });
    },
    bodies: async (queue) => {
      const messages = await store.messages.receive(queue, { max: 10, waitMs: 0, visibilityMs: 0 });
      return messages.map(({ contents }) => contents.body);
    },
  };
}
