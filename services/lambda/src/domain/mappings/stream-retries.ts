import type { StreamSettings } from "./mapping.ts";

/** Records of a shard that are tried together, and how often they were. */
export type Piece<Item> = {
  readonly items: readonly Item[];
  /** After the first attempt. */
  readonly retries: number;
  /** How often the function was invoked with them, or with more than them. */
  readonly invokes: number;
};

/** What came of an attempt: where in the piece the function failed, all before it being done; nowhere where it succeeded. */
export type Attempted = { readonly failedAt: number | undefined };

/** What follows from it. */
export type Verdict<Item> = {
  /** So many of the first items are done. */
  readonly done: number;
  /** What is tried next, in this order. */
  readonly next: readonly Piece<Item>[];
  /** What is given up: after `done`, and before what is tried next. */
  readonly discarded?: Piece<Item>;
};

type RetrySettings = Pick<StreamSettings, "BisectBatchOnFunctionError" | "MaximumRetryAttempts">;

/**
 * What is to be done after the function was invoked with a piece.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-errors.html
 */
export function afterAttempt<Item>(
  piece: Piece<Item>,
  { failedAt }: Attempted,
  { BisectBatchOnFunctionError: bisects, MaximumRetryAttempts: most }: RetrySettings,
): Verdict<Item> {
  const { items } = piece;
  if (failedAt === undefined) return { done: items.length, next: [] };
  const rest = { ...piece, items: items.slice(failedAt), invokes: piece.invokes + 1 };
  // To split a batch costs none of its retries. Where the function told at which record it failed, the batch is split there.
  if (bisects && failedAt === 0 && items.length > 1) return { done: 0, next: halves(rest) };
  if (bisects && failedAt > 0) return { done: failedAt, next: [rest] };
  if (most !== -1 && rest.retries >= most) return { done: failedAt, next: [], discarded: rest };
  return { done: failedAt, next: [{ ...rest, retries: rest.retries + 1 }] };
}

function halves<Item>(piece: Piece<Item>): readonly Piece<Item>[] {
  const middle = Math.ceil(piece.items.length / 2);
  return [
    { ...piece, items: piece.items.slice(0, middle) },
    { ...piece, items: piece.items.slice(middle) },
  ];
}

/** How many of the first items are too old to be tried (once more). Times are milliseconds since the epoch. */
export function countTooOld(
  items: readonly { readonly createdAt: number }[],
  maxAgeSeconds: number,
  now: number,
): number {
  if (maxAgeSeconds === -1) return 0;
  const young = items.findIndex(({ createdAt }) => now - createdAt <= maxAgeSeconds * 1000);
  return young === -1 ? items.length : young;
}

/** Milliseconds between attempts; AWS tells no more than that they become rarer. */
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 30_000;

/** How long to wait before the next attempt, after so many that failed: one at least. */
export const pauseAfter = (failures: number): number =>
  Math.min(FIRST_PAUSE_MS * 2 ** Math.min(failures - 1, 16), LONGEST_PAUSE_MS);
