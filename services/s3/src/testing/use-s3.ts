import type { MovableClock } from "@skylab/aws";
import { useEngines } from "@skylab/engines/testing";
import { createLog, localCalls, type LocalCalls } from "@skylab/service";
import { type CallOperation, operationCaller } from "@skylab/service/testing";
import type { S3Engines } from "../store/engines.ts";
import { openStore, type S3Store } from "../store/store.ts";

/** The store, a clock that a test moves, and a way to call operations as a client does. */
export type TestS3 = {
  readonly engines: S3Engines;
  readonly store: S3Store;
  readonly clock: MovableClock;
  /** Where a test says who is behind the services that S3 calls. */
  readonly calls: LocalCalls;
  readonly call: CallOperation<S3Store>;
};

/** Opens a store before the tests of a file and closes it behind them. */
export const useS3 = (): (() => TestS3) =>
  useEngines(["queues", "blobs"], (opened) => {
    const { clock } = opened;
    const calls = localCalls();
    const { log } = createLog("silent");
    const engines = { ...opened, inlineBytes: 8 * 1024, call: calls.call, log };
    const store = openStore(engines);
    return { engines, store, clock, calls, call: operationCaller(store, clock) };
  });
