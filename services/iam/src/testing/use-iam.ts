import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type MovableClock, movableClock } from "@skylab/aws";
import { encryptionKeyOf } from "@skylab/identity";
// Tests run on the real engine, which no other code of a service chooses.
// oxlint-disable-next-line no-restricted-imports
import { openLmdbRecords } from "@skylab/records/lmdb";
import type { Call, Caller } from "@skylab/service";
import { testCall } from "@skylab/service/testing";
import { afterAll, beforeAll } from "vitest";
import { type IamStore, openStore } from "../store/store.ts";

/** IAM's store on the real engine, a clock that a test moves, and a way to call operations as a client does. */
export type TestIam = {
  readonly store: IamStore;
  readonly clock: MovableClock;
  /** Calls an operation as root of an account; each test takes an account of its own. */
  readonly call: <Input, Output>(
    operation: (input: Input, call: Call, store: IamStore) => Promise<Output>,
    input: Input,
    as?: Partial<Caller>,
  ) => Promise<Output>;
};

/** Opens a store before the tests of a file and closes it behind them. */
export function useIam(): () => TestIam {
  let close: (() => Promise<void>) | undefined;
  let iam: TestIam | undefined;
  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), "skylab-iam-"));
    const clock = movableClock();
    const records = await openLmdbRecords({ folder, clock, durability: "fast" });
    const store = openStore({
      records,
      encryptionKey: encryptionKeyOf("a test's encryption key"),
      oidcKeys: new Map(),
    });
    iam = {
      store,
      clock,
      call: (operation, input, as) => operation(input, testCall({ clock, ...(as && { as }) }), store),
    };
    close = async () => {
      await records.close();
      await rm(folder, { recursive: true, force: true });
    };
  });
  afterAll(() => close?.());
  return () => {
    if (!iam) throw new Error("The store is open only while tests run.");
    return iam;
  };
}
