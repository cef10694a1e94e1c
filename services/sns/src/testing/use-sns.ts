import type { MovableClock } from "@skylab/aws";
import { useEngines } from "@skylab/engines/testing";
import { encryptionKeyOf } from "@skylab/identity";
import { type CallOperation, operationCaller, type OtherServices, otherServices } from "@skylab/service/testing";
import type { SnsEngines } from "../store/engines.ts";
import { openStore, type SnsStore } from "../store/store.ts";

/** The store, a clock that a test moves, and a way to call operations as a client does. */
export type TestSns = Pick<OtherServices, "called" | "answers"> & {
  readonly engines: SnsEngines;
  readonly store: SnsStore;
  readonly clock: MovableClock;
  readonly call: CallOperation<SnsStore>;
};

const REACH: SnsEngines["reach"] = {
  endpoint: () => "http://localhost:4566",
  certificates: undefined,
  egress: { denied: [], ownPorts: () => [4566], setting: "SKYLAB_SNS_HTTP_DENY" },
  smtpUrl: undefined,
  mailFrom: "no-reply@sns.amazonaws.com",
};

/** Opens a store before the tests of a file and closes it behind them. */
export const useSns = (): (() => TestSns) =>
  useEngines(["queues"], (opened) => {
    const { clock } = opened;
    const { call, ...others } = otherServices();
    const engines: SnsEngines = {
      ...opened,
      encryptionKey: encryptionKeyOf("a key for tests"),
      call,
      log: { info: () => undefined, warn: () => undefined },
      reach: REACH,
    };
    const store = openStore(engines);
    return { ...others, engines, store, clock, call: operationCaller(store, clock) };
  });
