import { vi } from "vitest";

/** Ample for a busy machine, and for a job whose replica has died: another one has its lease seconds later. */
const WITHIN = { timeout: 30_000, interval: 20 };

/** As many as tests run against; a gateway asks them in turn. */
const REPLICAS = 2;

/** Waits until what the product does by itself is done: a job, or what each replica comes to know. The last value counts. */
export async function soon<Value>(expectation: () => Value | Promise<Value>): Promise<Value> {
  for (let replica = 1; replica < REPLICAS; replica += 1) await vi.waitFor(expectation, WITHIN);
  return vi.waitFor(expectation, WITHIN);
}
