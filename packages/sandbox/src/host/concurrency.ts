import type { Place } from "@skylab/aws";
import { HostRefusal, type Limits } from "../port.ts";

/** Counts what runs, of each function and of each account in each region, and refuses what is too much. */
export class Concurrency {
  readonly #running = new Map<string, number>();

  /**
   * Counts one more invocation, and returns what ends it. Throws a HostRefusal where no more may run.
   * https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html
   */
  begin(functionArn: string, place: Place, { reserved, unreserved }: Limits): () => void {
    const isReserved = reserved !== undefined;
    // Who has its own takes nothing of what the others share.
    const key = isReserved ? functionArn : `${place.account}/${place.region}`;
    const running = this.#running.get(key) ?? 0;
    if (running >= (isReserved ? reserved : unreserved)) throw throttled(isReserved);
    this.#running.set(key, running + 1);
    return () => this.#end(key);
  }

  #end(key: string): void {
    const running = (this.#running.get(key) ?? 0) - 1;
    if (running > 0) this.#running.set(key, running);
    else this.#running.delete(key);
  }
}

const throttled = (isReserved: boolean): HostRefusal =>
  isReserved
    ? new HostRefusal(
        "ReservedFunctionConcurrentInvocationLimitExceeded",
        "The function's reserved concurrency is in use.",
      )
    : new HostRefusal("ConcurrentInvocationLimitExceeded", "The account's unreserved concurrency is in use.");
