import type { MovableClock } from "@skylab/aws";
import { useEngines } from "@skylab/engines/testing";
import { type CallOperation, operationCaller } from "@skylab/service/testing";
import { type DynamoStore, openStore } from "../store/store.ts";

/** DynamoDB's store, a clock that a test moves, and a way to call operations as a client does. */
export type TestDynamo = {
  readonly store: DynamoStore;
  readonly clock: MovableClock;
  readonly call: CallOperation<DynamoStore>;
  /** Another one on the same records, as another replica is, with quotas of its own or without. */
  readonly replica: (quotas?: Quotas) => TestDynamo;
};

type Quotas = "off" | "realistic";

export const ACCOUNT = "111122223333";

/** Opens a store, on which AWS's quotas may hold, before the tests of a file and closes it behind them. */
export const useDynamo = (quotas: Quotas = "off"): (() => TestDynamo) =>
  useEngines([], ({ clock, records }) => {
    const replica = (own = quotas): TestDynamo => {
      const store = openStore({ records, quotas: own });
      return { store, clock, call: operationCaller(store, clock), replica };
    };
    return replica();
  });
