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
import type { FunctionHost } from "@skylab/sandbox";
import type { Call, Caller, ServiceCall } from "@skylab/service";
import { testCall } from "@skylab/service/testing";
import { afterAll, beforeAll } from "vitest";
import type { LambdaEngines } from "../store/engines.ts";
import { openStore, type LambdaStore } from "../store/store.ts";
import { testHost } from "./test-host.ts";

/** The store on the real engines, a clock that a test moves, and a way to call operations as a client does. */
export type TestLambda = {
  readonly engines: LambdaEngines;
  readonly store: LambdaStore;
  readonly clock: MovableClock;
  /** What Lambda asked of other services, each of which answers nothing at all, unless `answers` has something to say. */
  readonly called: ServiceCall[];
  /** What another service answers from now on: throws where it refuses. */
  readonly answers: (answer: AnswerCall) => void;
  /** How functions run from now on, where a test says it. */
  readonly runs: (how: Partial<FunctionHost>) => void;
  /** Calls an operation as root of an account; each test takes an account of its own. */
  readonly call: <Input, Output>(
    operation: (input: Input, call: Call, store: LambdaStore) => Promise<Output>,
    input: Input,
    as?: Partial<Caller>,
  ) => Promise<Output>;
};

type AnswerCall = (call: ServiceCall) => Readonly<Record<string, unknown>>;

/** Stands for all other services: keeps what it is asked, and answers it as a test says. */
function otherServices(): Pick<TestLambda, "answers" | "called"> & Pick<LambdaEngines, "call"> {
  const called: ServiceCall[] = [];
  let answer: AnswerCall = answerNothing;
  return {
    called,
    answers: (from) => {
      answer = from;
    },
    call: async (asked) => {
      called.push(asked);
      return answer(asked);
    },
  };
}

const answerNothing: AnswerCall = () => ({});

/** Opens a store before the tests of a file and closes it behind them. */
export function useLambda(): () => TestLambda {
  let close: (() => Promise<void>) | undefined;
  let test: TestLambda | undefined;
  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), "skylab-lambda-"));
    const clock = movableClock();
    const options = { clock, ids: randomIds, durability: "fast" } as const;
    const records = await openLmdbRecords({ folder: join(folder, "records"), ...options });
    const queues = openLmdbQueues({ folder: join(folder, "queues"), ...options });
    const blobs = await openFileObjects({ folder: join(folder, "objects"), durability: "fast" });
    const others = otherServices();
    const { host, runs } = testHost();
    const engines: LambdaEngines = {
      records,
      queues,
      blobs,
      clock,
      ids: randomIds,
      host,
      auth: "open",
      call: others.call,
      log: { info: () => undefined, warn: () => undefined },
    };
    const store = openStore(engines);
    test = {
      engines,
      store,
      clock,
      called: others.called,
      answers: others.answers,
      runs,
      call: (operation, input, as) => operation(input, testCall({ clock, ...(as && { as }) }), store),
    };
    close = async () => {
      await queues.close();
      await records.close();
      await blobs.close();
      await rm(folder, { recursive: true, force: true });
    };
  });
  afterAll(() => close?.());
  return () => {
    if (!test) throw new Error("The store is open only while tests run.");
    return test;
  };
}
