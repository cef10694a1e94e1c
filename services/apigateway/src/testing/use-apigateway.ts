import type { MovableClock } from "@skylab/aws";
import { useEngines } from "@skylab/engines/testing";
import { encryptionKeyOf } from "@skylab/identity";
import { type CallOperation, operationCaller, type OtherServices, otherServices } from "@skylab/service/testing";
import { type DataPlane, openDataPlane } from "../front/data-plane.ts";
import type { ApigatewayEngines } from "../store/engines.ts";
import type { ApigatewayStore } from "../store/store.ts";

/** The store, a clock that a test moves, and a way to call operations as a client does. */
export type TestApigateway = Pick<OtherServices, "called" | "answers"> & {
  readonly engines: ApigatewayEngines;
  readonly store: ApigatewayStore;
  /** The same, with what a process holds open beside it. */
  readonly dataPlane: DataPlane;
  readonly clock: MovableClock;
  /** Where keys of issuers of tokens are, beside their own URL. */
  readonly issuerKeys: Map<string, string>;
  readonly call: CallOperation<DataPlane>;
};

/** Opens a store before the tests of a file and closes it behind them. */
export const useApigateway = (): (() => TestApigateway) =>
  useEngines([], (opened) => {
    const { clock } = opened;
    const { call: callOther, ...others } = otherServices();
    const issuerKeys = new Map<string, string>();
    const engines: ApigatewayEngines = {
      ...opened,
      encryptionKey: encryptionKeyOf("a key for tests"),
      auth: "open",
      egress: { denied: [], ownPorts: () => [4566], setting: "SKYLAB_APIGATEWAY_HTTP_DENY" },
      issuerKeys,
      issuersWithinMs: 30_000,
      log: { info: () => undefined, warn: () => undefined },
      call: callOther,
    };
    const dataPlane = openDataPlane(engines);
    const call = operationCaller(dataPlane, clock);
    return { ...others, engines, store: dataPlane, dataPlane, clock, issuerKeys, call };
  });
