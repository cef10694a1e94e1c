/** Does some work when it is its turn, and answers what comes of it. */
export type TakeTurn = <Result>(name: string, work: () => Promise<Result>) => Promise<Result>;

/**
 * Lets those who work on the same thing in this process do so one after the other, in the order in which they came:
 * commits of theirs would refuse each other otherwise. Across processes the checks of commits alone decide.
 */
export function takeTurns(): TakeTurn {
  /** By name: the turn that was asked for last. */
  const turns = new Map<string, Promise<unknown>>();
  return async (name, work) => {
    const before = turns.get(name);
    const turn = before === undefined ? work() : before.then(work, work);
    turns.set(name, turn);
    try {
      return await turn;
    } finally {
      if (turns.get(name) === turn) turns.delete(name);
    }
  };
}
