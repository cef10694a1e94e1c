import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type MovableClock, movableClock, randomIds } from "@skylab/aws";
import { encryptionKeyOf } from "@skylab/identity";
// Tests run on the real engines, which no other code of a service chooses.
// oxlint-disable-next-line no-restricted-imports
import { openLmdbRecords } from "@skylab/records/lmdb";
import type { Call, Caller, ServiceCall } from "@skylab/service";
import { testCall } from "@skylab/service/testing";
import { afterAll, beforeAll } from "vitest";
import { type DataPlane, openDataPlane } from "../front/data-plane.ts";
import type { ApigatewayEngines } from "../store/engines.ts";
import type { ApigatewayStore } from "../store/store.ts";

/** The store on the real engines, a clock that a test moves, and a way to call operations as a client does. */
export type TestApigateway = {
  readonly engines: ApigatewayEngines;
  readonly store: ApigatewayStore;
  /** The same, with what a process holds open beside it. */
  readonly dataPlane: DataPlane;
  readonly clock: MovableClock;
  /** What API Gateway asked of other services, each of which answers nothing at all, unless `answers` has something to say. */
  readonly called: ServiceCall[];
  /** Where keys of issuers of tokens are, beside their own URL. */
  readonly issuerKeys: Map<string, string>;
  /** What another service answers from now on: throws where it refuses. */
  readonly answers: (answer: AnswerCall) => void;
  /** Calls an operation as root of an account; each test takes an account of its own. */
  readonly call: <Input, Output>(
    operation: (input: Input, call: Call, dataPlane: DataPlane) => Promise<Output>,
    input: Input,
    as?: Partial<Caller>,
  ) => Promise<Output>;
};

type Answer = Readonly<Record<string, unknown>>;
type AnswerCall = (call: ServiceCall) => Answer | Promise<Answer>;

const answerNothing: AnswerCall = () => ({});

/** Opens a store before the tests of a file and closes it behind them. */
export function useApigateway(): () => TestApigateway {
  let close: (() => Promise<void>) | undefined;
  let test: TestApigateway | undefined;
  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), "skylab-apigateway-"));
    const clock = movableClock();
    const options = { clock, ids: randomIds, durability: "fast" } as const;
    const records = await openLmdbRecords({ folder: join(folder, "records"), ...options });
    const called: ServiceCall[] = [];
    const issuerKeys = new Map<string, string>();
    let answer = answerNothing;
    const engines: ApigatewayEngines = {
      records,
      clock,
      ids: randomIds,
      encryptionKey: encryptionKeyOf("a key for tests"),
      auth: "open",
      egress: { denied: [], ownPorts: () => [4566], setting: "SKYLAB_APIGATEWAY_HTTP_DENY" },
      issuerKeys,
      log: { info: () => undefined, warn: () => undefined },
      call: async (asked) => {
        called.push(asked);
        return answer(asked);
      },
    };
    const dataPlane = openDataPlane(engines);
    test = {
      engines,
      store: dataPlane,
      dataPlane,
      clock,
      called,
      issuerKeys,
      answers: (from) => {
        answer = from;
      },
      call: (operation, input, as) => operation(input, testCall({ clock, ...(as && { as }) }), dataPlane),
    };
    close = async () => {
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
