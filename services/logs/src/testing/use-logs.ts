import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type MovableClock, movableClock, type Place, randomIds } from "@skylab/aws";
import { type Partition, partitionName } from "@skylab/records";
// Tests run on the real engines, which no other code of a service chooses.
// oxlint-disable-next-line no-restricted-imports
import { openLmdbQueues } from "@skylab/queues/lmdb";
// oxlint-disable-next-line no-restricted-imports
import { openLmdbRecords } from "@skylab/records/lmdb";
import type { Call, Caller, ServiceCall } from "@skylab/service";
import { testCall } from "@skylab/service/testing";
import { afterAll, beforeAll } from "vitest";
import { openStore, type LogsEngines, type LogsStore } from "../store/store.ts";

/** The store on the real engines, a clock that a test moves, and a way to call operations as a client does. */
export type TestLogs = {
  readonly engines: LogsEngines;
  readonly store: LogsStore;
  readonly clock: MovableClock;
  /** What other services were asked. */
  readonly called: readonly ServiceCall[];
  /** What they answer from now on. */
  readonly answers: (from: AnswerCall) => void;
  /** The store as another process has it. */
  readonly another: () => LogsStore;
  readonly partition: (place: Place) => Partition;
  /** Calls an operation as root of an account; each test takes an account of its own. */
  readonly call: <Input, Output>(
    operation: (input: Input, call: Call, store: LogsStore) => Promise<Output>,
    input: Input,
    as?: Partial<Caller>,
  ) => Promise<Output>;
};

type AnswerCall = (call: ServiceCall) => Readonly<Record<string, unknown>>;

const answerNothing: AnswerCall = () => ({});

/** Opens a store before the tests of a file and closes it behind them. */
export function useLogs(): () => TestLogs {
  let close: (() => Promise<void>) | undefined;
  let test: TestLogs | undefined;
  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), "skylab-logs-"));
    const clock = movableClock();
    const options = { clock, ids: randomIds, durability: "fast" } as const;
    const records = await openLmdbRecords({ folder: join(folder, "records"), ...options });
    const queues = openLmdbQueues({ folder: join(folder, "queues"), ...options });
    const called: ServiceCall[] = [];
    let answer: AnswerCall = answerNothing;
    const engines: LogsEngines = {
      records,
      queues,
      ids: randomIds,
      log: { warn: () => undefined },
      call: (asked) => {
        called.push(asked);
        // What an answer throws is a refusal.
        return Promise.resolve().then(() => answer(asked));
      },
    };
    const store = openStore(engines);
    test = {
      engines,
      store,
      clock,
      called,
      answers: (from) => {
        answer = from;
      },
      another: () => openStore(engines),
      partition: (place) => records.partition(partitionName(place)),
      call: (operation, input, as) => operation(input, testCall({ clock, ...(as && { as }) }), store),
    };
    close = async () => {
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
