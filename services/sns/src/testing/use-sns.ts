import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type MovableClock, movableClock, randomIds } from "@skylab/aws";
// Tests run on the real engines, which no other code of a service chooses.
// oxlint-disable-next-line no-restricted-imports
import { openLmdbQueues } from "@skylab/queues/lmdb";
// oxlint-disable-next-line no-restricted-imports
import { openLmdbRecords } from "@skylab/records/lmdb";
import { encryptionKeyOf } from "@skylab/identity";
import type { Call, Caller, ServiceCall } from "@skylab/service";
import { testCall } from "@skylab/service/testing";
import { afterAll, beforeAll } from "vitest";
import type { SnsEngines } from "../store/engines.ts";
import { openStore, type SnsStore } from "../store/store.ts";

/** The store on the real engines, a clock that a test moves, and a way to call operations as a client does. */
export type TestSns = {
  readonly engines: SnsEngines;
  readonly store: SnsStore;
  readonly clock: MovableClock;
  /** What SNS asked of other services, each of which answers nothing at all, unless `answers` has something to say. */
  readonly called: ServiceCall[];
  /** What another service answers from now on: throws where it refuses. */
  readonly answers: (answer: AnswerCall) => void;
  /** Calls an operation as root of an account; each test takes an account of its own. */
  readonly call: <Input, Output>(
    operation: (input: Input, call: Call, store: SnsStore) => Promise<Output>,
    input: Input,
    as?: Partial<Caller>,
  ) => Promise<Output>;
};

type AnswerCall = (call: ServiceCall) => Readonly<Record<string, unknown>>;

const answerNothing: AnswerCall = () => ({});

const REACH: SnsEngines["reach"] = {
  endpoint: () => "http://localhost:4566",
  certificates: undefined,
  egress: { denied: [], ownPorts: () => [4566], setting: "SKYLAB_SNS_HTTP_DENY" },
  smtpUrl: undefined,
  mailFrom: "no-reply@sns.amazonaws.com",
};

/** Opens a store before the tests of a file and closes it behind them. */
export function useSns(): () => TestSns {
  let close: (() => Promise<void>) | undefined;
  let test: TestSns | undefined;
  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), "skylab-sns-"));
    const clock = movableClock();
    const options = { clock, ids: randomIds, durability: "fast" } as const;
    const records = await openLmdbRecords({ folder: join(folder, "records"), ...options });
    const queues = openLmdbQueues({ folder: join(folder, "queues"), ...options });
    const called: ServiceCall[] = [];
    let answer: AnswerCall = answerNothing;
    const engines: SnsEngines = {
      records,
      queues,
      clock,
      ids: randomIds,
      encryptionKey: encryptionKeyOf("a key for tests"),
      call: (asked) => {
        called.push(asked);
        return Promise.resolve(answer(asked));
      },
      log: { info: () => undefined, warn: () => undefined },
      reach: REACH,
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
