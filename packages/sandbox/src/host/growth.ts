import { HostRefusal } from "../port.ts";

/** So many environments a function may start at once, and so many every ten seconds. https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html#scaling-rate */
const ENVIRONMENTS = 1000;
const EVERY_MS = 10_000;

/** How fast a function grows. */
export class Growth {
  #left = ENVIRONMENTS;
  #at = performance.now();

  /** Counts one more environment. Throws a HostRefusal where there were too many of late. */
  start(): void {
    const now = performance.now();
    this.#left = Math.min(ENVIRONMENTS, this.#left + ((now - this.#at) * ENVIRONMENTS) / EVERY_MS);
    this.#at = now;
    if (this.#left < 1) throw new HostRefusal("FunctionInvocationRateLimitExceeded", "The function grows too fast.");
    this.#left -= 1;
  }
}
