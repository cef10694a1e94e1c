import { setImmediate as nextTurn } from "node:timers/promises";
import type { Refused } from "./port.ts";

/**
 * Calls `attempt` until it returns something else than a refused commit, and returns that. An attempt reads, decides and
 * commits with the versions that it read; each attempt must read anew:
 *
 * ```ts
 * const { version } = await retryOnConflict(async () => {
 *   const counter = await partition.get("counters", key);
 *   const value = encode(decode(counter?.value) + 1);
 *   return partition.commit({
 *     checks: [{ space: "counters", key, version: counter?.version }],
 *     writes: [{ kind: "put", space: "counters", key, value }],
 *   });
 * });
 * ```
 *
 * There is no greatest number of attempts: a commit is refused only because another one succeeded, so that of all who
 * contend for a record one gets on each time.
 */
export async function retryOnConflict<T>(attempt: () => Promise<T | Refused>): Promise<T> {
  for (let attempts = 1; ; attempts++) {
    const result = await attempt();
    if (!isRefused(result)) return result;
    if (attempts % ATTEMPTS_PER_TURN === 0) await nextTurn();
  }
}

/**
 * An engine may refuse at once, and an attempt that goes wrong each time would then stop the whole process: so it leaves
 * a turn to others now and then. Not each time, for whoever waits a turn falls behind those who have just won.
 */
const ATTEMPTS_PER_TURN = 100;

function isRefused(result: unknown): result is Refused {
  return typeof result === "object" && result !== null && "conflict" in result && "ok" in result && result.ok === false;
}
