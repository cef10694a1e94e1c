/**
 * Rows that somebody has for himself in this process. A transaction that has lost a race takes its rows so, for the
 * writers of a hot row would let it lose for ever; they wait meanwhile. Across processes the engine's checks alone decide.
 */
export type RowTurns = {
  /** Resolves when those who have asked for the row by now are done; `undefined`: nobody has. */
  readonly free: (row: string) => Promise<unknown> | undefined;
  /** Whether nobody has asked for any row. */
  readonly isIdle: () => boolean;
  /** Does the work while it has the rows for itself, after those who asked for any of them before. */
  readonly take: <Result>(rows: readonly string[], work: () => Promise<Result>) => Promise<Result>;
};

export function rowTurns(): RowTurns {
  /** By row: the end of the last turn that was asked for. */
  const turns = new Map<string, Promise<unknown>>();
  return {
    free: (row) => turns.get(row),
    isIdle: () => turns.size === 0,
    take: async (rows, work) => {
      // All are asked for at once: so nobody waits for one who waits for him.
      const before = Promise.all(rows.flatMap((row) => turns.get(row) ?? []));
      const result = before.then(work);
      const turn = result.catch(() => undefined);
      for (const row of rows) turns.set(row, turn);
      try {
        return await result;
      } finally {
        for (const row of rows) if (turns.get(row) === turn) turns.delete(row);
      }
    },
  };
}
