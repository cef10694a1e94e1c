import type { MovableClock } from "@skylab/aws";
import { useEngines } from "@skylab/engines/testing";
import type { FunctionHost } from "@skylab/sandbox";
import { type CallOperation, operationCaller, type OtherServices, otherServices } from "@skylab/service/testing";
import type { LambdaEngines } from "../store/engines.ts";
import { openStore, type LambdaStore } from "../store/store.ts";
import { testHost } from "./test-host.ts";

/** The store, a clock that a test moves, and a way to call operations as a client does. */
export type TestLambda = Pick<OtherServices, "called" | "answers"> & {
  readonly engines: LambdaEngines;
  readonly store: LambdaStore;
  readonly clock: MovableClock;
  /** How functions run from now on, where a test says it. */
  readonly runs: (how: Partial<FunctionHost>) => void;
  readonly call: CallOperation<LambdaStore>;
};

/** Opens a store before the tests of a file and closes it behind them. */
export const useLambda = (): (() => TestLambda) =>
  useEngines(["queues", "blobs"], (opened) => {
    const { clock } = opened;
    const { call, ...others } = otherServices();
    const { host, runs } = testHost();
    const log = { info: () => undefined, warn: () => undefined };
    const engines: LambdaEngines = { ...opened, host, auth: "open", call, log };
    const store = openStore(engines);
    return { ...others, engines, store, clock, runs, call: operationCaller(store, clock) };
  });
