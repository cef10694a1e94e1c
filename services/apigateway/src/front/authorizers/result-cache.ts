import { createHash } from "node:crypto";

/** Results of one authorizer that a replica keeps. */
const MAX_RESULTS = 10_000;

type Kept<Result> = { readonly result: Result; readonly until: number };

/** What an authorizer decided, for as long as it says so; the oldest are forgotten first. */
export class ResultCache<Result> {
  readonly #results = new Map<string, Kept<Result>>();

  /** What was decided for it before. `now`: milliseconds, by the product's clock. */
  get(key: string, now: number): Result | undefined {
    const kept = this.#results.get(key);
    if (kept === undefined) return undefined;
    if (kept.until > now) return kept.result;
    this.#results.delete(key);
    return undefined;
  }

  keep(key: string, result: Result, until: number): void {
    this.#results.delete(key);
    this.#results.set(key, { result, until });
    if (this.#results.size <= MAX_RESULTS) return;
    for (const oldest of this.#results.keys()) {
      this.#results.delete(oldest);
      return;
    }
  }
}

/** A key of fixed length, so that tokens neither fill the memory nor stand in it. */
export const cacheKey = (parts: readonly string[]): string =>
  createHash("sha256").update(JSON.stringify(parts)).digest("base64");
