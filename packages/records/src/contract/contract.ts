import type { Clock } from "@skylab/aws";
import { describe } from "vitest";
import type { Records } from "../port.ts";
import { describeCommits } from "./contract-commits.ts";
import { describeCrashes, type Victim } from "./contract-crashes.ts";
import { describeExpiry } from "./contract-expiry.ts";
import { describeReads } from "./contract-reads.ts";
import { describeSubscriptions } from "./contract-subscriptions.ts";

/** An engine with no record in it, for one test. */
export type RecordsUnderTest = {
  readonly records: Records;
  /** Closes the records and opens them again on the same data. */
  readonly reopen: () => Promise<Records>;
  /** Closes the records and forgets their data. */
  readonly close: () => Promise<void>;
};

export type OpenRecords = (clock: Clock) => Promise<RecordsUnderTest>;

/** What every adapter of the records port must do. `victim` runs the adapter in a process that may be killed. */
export function describeRecords(name: string, open: OpenRecords, victim: Victim): void {
  describe(`records on ${name}`, () => {
    describeCommits(open);
    describeReads(open);
    describeExpiry(open);
    describeSubscriptions(open);
    describeCrashes(victim);
  });
}
