import type { MovableClock, Place } from "@skylab/aws";
import { useEngines } from "@skylab/engines/testing";
import { type Partition, placesOf } from "@skylab/records";
import { type CallOperation, operationCaller, type OtherServices, otherServices } from "@skylab/service/testing";
import { type LogsEngines, type LogsStore, openStore } from "../store/store.ts";

/** The store, a clock that a test moves, and a way to call operations as a client does. */
export type TestLogs = Pick<OtherServices, "called" | "answers"> & {
  readonly engines: LogsEngines;
  readonly store: LogsStore;
  readonly clock: MovableClock;
  /** The store as another process has it. */
  readonly another: () => LogsStore;
  readonly partition: (place: Place) => Partition;
  readonly call: CallOperation<LogsStore>;
};

/** Opens a store before the tests of a file and closes it behind them. */
export const useLogs = (): (() => TestLogs) =>
  useEngines(["queues"], ({ clock, ...opened }) => {
    const { call, ...others } = otherServices();
    const engines = { ...opened, call, log: { warn: () => undefined } };
    const store = openStore(engines);
    return {
      ...others,
      engines,
      store,
      clock,
      another: () => openStore(engines),
      partition: placesOf(opened.records).at,
      call: operationCaller(store, clock),
    };
  });
