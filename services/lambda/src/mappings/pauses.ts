/** Pauses that double, from the first to the longest; `reset` begins anew. */
export type Pauses = { readonly next: () => number; readonly reset: () => void };

export function growingPauses(firstMs: number, longestMs: number): Pauses {
  let following = firstMs;
  return {
    next: () => {
      const now = following;
      following = Math.min(following * 2, longestMs);
      return now;
    },
    reset: () => {
      following = firstMs;
    },
  };
}
