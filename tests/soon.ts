import { vi } from "vitest";

/** Ample for a busy machine, and for a job whose replica has died: another one has its lease seconds later. */
const WITHIN_MS = 30_000;

/** As many as tests run against; a gateway asks them in turn. */
const REPLICAS = 2;

/**
 * Waits until what the product does by itself is done: a job, or what each replica comes to know. The last value counts.
 * `timeout`, in milliseconds, is for what takes its time.
 */
export async function soon<Value>(
  expectation: () => Value | Promise<Value>,
  timeout: number = WITHIN_MS,
): Promise<Value> {
  const within = { timeout, interval: 20 };
  for (let replica = 1; replica < REPLICAS; replica += 1) await vi.waitFor(expectation, within);
  return vi.waitFor(expectation, within);
}
