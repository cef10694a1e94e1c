import type { ChunkPlace } from "../events/pack.ts";

/** What is kept of a log stream beside its events. */
export type StreamRow = {
  /** The stream's number in its group: events are found by it. */
  readonly number: number;
  /** Milliseconds since the epoch, here and below. */
  readonly createdAt: number;
  /** The times of its first and last event; absent while it has none. */
  readonly first?: number;
  readonly last?: number;
  readonly ingestedAt?: number;
  /** The chunk that the next events go into. */
  readonly open?: ChunkPlace;
  /** The level of the next chunk. */
  readonly nextLevel: number;
};

export type LogStream = { readonly name: string; readonly row: StreamRow };
