import { describe } from "vitest";
import { describeCommits } from "./contract-commits.ts";
import { describeCrashes, type Victim } from "./contract-crashes.ts";
import { describeDrops } from "./contract-drops.ts";
import { describeExpiry } from "./contract-expiry.ts";
import { describeReads } from "./contract-reads.ts";
import { describeSubscriptions } from "./contract-subscriptions.ts";
import type { OpenRecords } from "./under-test.ts";

/** What every adapter of the records port must do. `victim` runs the adapter in a process that may be killed. */
export function describeRecords(name: string, open: OpenRecords, victim: Victim): void {
  describe(`records on ${name}`, () => {
    describeCommits(open);
    describeReads(open);
    describeDrops(open);
    describeExpiry(open);
    describeSubscriptions(open);
    describeCrashes(victim);
  });
}
