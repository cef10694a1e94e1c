import type { MovableClock } from "@skylab/aws";
import { useEngines } from "@skylab/engines/testing";
import { encryptionKeyOf } from "@skylab/identity";
import { type CallOperation, operationCaller } from "@skylab/service/testing";
import { type IamEngines, type IamStore, openStore } from "../store/store.ts";

/** IAM's store, a clock that a test moves, and a way to call operations as a client does. */
export type TestIam = {
  readonly store: IamStore;
  readonly clock: MovableClock;
  readonly call: CallOperation<IamStore>;
};

/** Nobody's keys can be had. */
const none = (): Promise<never> => Promise.reject(new Error("No provider is reached from here."));
const NO_PROVIDERS: IamEngines["providerKeys"] = { urls: new Map(), getConfigured: none, get: none };

/** Opens a store before the tests of a file and closes it behind them. */
export const useIam = (): (() => TestIam) =>
  useEngines([], ({ clock, records }) => {
    const encryptionKey = encryptionKeyOf("a test's encryption key");
    const store = openStore({ records, encryptionKey, providerKeys: NO_PROVIDERS });
    return { store, clock, call: operationCaller(store, clock) };
  });
