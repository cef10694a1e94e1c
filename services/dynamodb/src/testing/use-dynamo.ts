import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type MovableClock, movableClock } from "@skylab/aws";
// Tests run on the real engine, which no other code of a service chooses.
// oxlint-disable-next-line no-restricted-imports
import { openLmdbRecords } from "@skylab/records/lmdb";
import type { Call, Caller } from "@skylab/service";
import { testCall } from "@skylab/service/testing";
import { afterAll, beforeAll } from "vitest";
import { type DynamoStore, openStore } from "../store/store.ts";

/** DynamoDB's store on the real engine, a clock that a test moves, and a way to call operations as a client does. */
export type TestDynamo = {
  readonly store: DynamoStore;
  readonly clock: MovableClock;
  /** Calls an operation as root of an account; each test takes an account of its own. */
  readonly call: <Input, Output>(
    operation: (input: Input, call: Call, store: DynamoStore) => Promise<Output>,
    input: Input,
    as?: Partial<Caller>,
  ) => Promise<Output>;
  /** Another one on the same records, as another replica is, with quotas of its own or without. */
  readonly replica: (quotas?: Quotas) => TestDynamo;
};

type Quotas = "off" | "realistic";

export const ACCOUNT = "111122223333";

/** Opens a store, on which AWS's quotas may hold, before the tests of a file and closes it behind them. */
export function useDynamo(quotas: Quotas = "off"): () => TestDynamo {
  let close: (() => Promise<void>) | undefined;
  let dynamo: TestDynamo | undefined;
  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), "skylab-dynamodb-"));
    const clock = movableClock();
    const records = await openLmdbRecords({ folder, clock, durability: "fast" });
    const replica = (own = quotas): TestDynamo => {
      const store = openStore({ records, quotas: own });
      return {
        store,
        clock,
        call: (operation, input, as) => operation(input, testCall({ clock, ...(as && { as }) }), store),
        replica,
      };
    };
    dynamo = replica();
    close = async () => {
      await records.close();
      await rm(folder, { recursive: true, force: true });
    };
  });
  afterAll(() => close?.());
  return () => {
    if (!dynamo) throw new Error("The store is open only while tests run.");
    return dynamo;
  };
}
