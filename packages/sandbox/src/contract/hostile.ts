import { describe } from "vitest";
import type { HostileOptions } from "./attack.ts";
import { describeExhaustion } from "./hostile-exhaustion.ts";
import { describeIntrusion } from "./hostile-intrusion.ts";
import { describeLeftovers } from "./hostile-leftovers.ts";

/** What hostile code must not be able to do on a runner, as far as its kind can hold it in. */
export function describeHostile(name: string, options: HostileOptions): void {
  describe(`${name} against hostile code`, () => {
    describeIntrusion(options);
    describeExhaustion(options);
    describeLeftovers(options);
  });
}
