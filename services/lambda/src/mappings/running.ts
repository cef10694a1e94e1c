import type { StoredMapping } from "../domain/mappings/mapping.ts";
import type { LambdaStore } from "../store/store.ts";

/** What is done for a mapping as long as it is enabled. */
export type Running = {
  /** Resolves when it reads its event source, or has told why it cannot. */
  readonly begun: Promise<void>;
  /** Resolves when nothing is done any more: after the signal has ended it, and what was under way is done. */
  readonly ended: Promise<void>;
};

/** What it is done with. The signal ends it: nothing more is read, and what was read is still handed to the function. */
export type RunParts = {
  readonly mapping: StoredMapping;
  readonly store: LambdaStore;
  readonly signal: AbortSignal;
};
