import { describe } from "vitest";
import { describeCrashes, type Victim } from "./contract-crashes.ts";
import { describeGets } from "./contract-gets.ts";
import { describeLists } from "./contract-lists.ts";
import { describePuts } from "./contract-puts.ts";
import type { OpenObjects } from "./under-test.ts";

/** What every adapter of the objects port must do. `victim` runs the adapter in a process that may be killed. */
export function describeObjects(name: string, open: OpenObjects, victim: Victim): void {
  describe(`objects in ${name}`, () => {
    describePuts(open);
    describeGets(open);
    describeLists(open);
    describeCrashes(victim);
  });
}
