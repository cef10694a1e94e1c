import { vi } from "vitest";
import { endpoint } from "./use-skylab.ts";

/** Ample for a busy machine, and for a job whose replica has died: another one has its lease seconds later. */
const WITHIN_MS = 30_000;

/** Where several replicas answer, in turn, who knows may come before who does not: each of them is asked twice. */
const TIMES = endpoint === undefined ? 1 : 4;

/**
 * Waits until what the product does by itself is done: a job, or what each replica comes to know. The last value counts.
 * `timeout`, in milliseconds, is for what takes its time.
 */
export function soon<Value>(expectation: () => Value | Promise<Value>, timeout: number = WITHIN_MS): Promise<Value> {
  const everywhere = async (): Promise<Value> => {
    for (let time = 1; time < TIMES; time += 1) await expectation();
    return await expectation();
  };
  return vi.waitFor(everywhere, { timeout, interval: 20 });
}
