import { type MovableClock, randomIds } from "@skylab/aws";
import { useEngines } from "@skylab/engines/testing";
import { readMessage } from "../domain/message.ts";
import type { QueueAttributes } from "../domain/queue-attributes.ts";
import { openStore, type SqsEngines, type SqsStore } from "../store/store.ts";
import type { StoredQueue } from "../store/stored-queue.ts";
import { PLACE } from "./place.ts";

/** SQS's store, with a clock that a test moves. */
export type TestStore = SqsStore & {
  readonly engines: SqsEngines;
  readonly clock: MovableClock;
  readonly createQueue: (name: string, attributes?: QueueAttributes) => Promise<StoredQueue>;
  readonly send: (queue: StoredQueue, body: string) => Promise<void>;
  /** The bodies of the messages that can be received now; they come back at once. */
  readonly bodies: (queue: StoredQueue) => Promise<readonly string[]>;
};

/** Opens a store before the tests of a file and closes it behind them. */
export const useStore = (): (() => TestStore) =>
  useEngines(["queues"], ({ clock, ...engines }) => testStore(engines, clock));

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
