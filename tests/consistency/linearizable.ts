/** An operation of one client on one object, and when it was under way. */
export type Recorded<Operation> = {
  readonly operation: Operation;
  readonly begun: number;
  readonly ended: number;
  /** Nobody knows whether it took effect; if it did, then while it was under way. */
  readonly isLost?: true;
};

/** What an object does: the state that an operation with its result leaves, or nothing where the result is impossible. */
export type Step<State, Operation> = (state: State, operation: Operation) => { readonly state: State } | undefined;

/** An event that the search has taken, and what the state was before. */
type Taken<State> = { readonly event: number; readonly before: State; readonly isOnlyWay: boolean };

/**
 * Whether an object that does one operation after the other, each of them at a moment while it was under way, could have
 * answered so; what was lost may be left out. The search is Wing's and Gong's, which remembers where it has been, as
 * Lowe's does (https://doi.org/10.1002/cpe.3928).
 */
export function isLinearizable<State, Operation>(
  history: readonly Recorded<Operation>[],
  initial: State,
  step: Step<State, Operation>,
): boolean {
  const rest = new Untaken(history);
  const path: Taken<State>[] = [];
  const seen = new Set<string>();
  let state = initial;
  let event = rest.first();
  while (!rest.isEmpty()) {
    const next = rest.isBeginning(event) ? step(state, rest.at(event).operation) : leaveOut(state, rest.at(event));
    if (next !== undefined) {
      rest.take(event);
      const place = `${rest.name()} ${String(next.state)}`;
      if (!seen.has(place)) {
        seen.add(place);
        path.push({ event, before: state, isOnlyWay: next.state === state });
        state = next.state;
        event = rest.first();
        continue;
      }
      rest.putBack(event);
    }
    if (!rest.isBeginning(event)) {
      // What is over must have taken effect before: something else was taken wrongly.
      const last = takeBack(rest, path);
      if (last === undefined) return false;
      ({ event, before: state } = last);
    }
    event = rest.after(event);
  }
  return true;
}

/** At the end of an operation that did not take effect before. */
const leaveOut = <State>(state: State, { isLost }: Recorded<unknown>): { readonly state: State } | undefined =>
  isLost ? { state } : undefined;

/** The last event that another might have been taken for: what changed nothing might as well come when it came. */
function takeBack<State>(rest: Untaken<unknown>, path: Taken<State>[]): Taken<State> | undefined {
  for (;;) {
    const last = path.pop();
    if (last === undefined) return undefined;
    rest.putBack(last.event);
    if (!last.isOnlyWay) return last;
  }
}

/** Comes before the first event and after the last. */
const EDGE = 0;

/** The operations that the search has not come to yet: their beginnings and ends, in the order of time. */
class Untaken<Operation> {
  readonly #history: readonly Recorded<Operation>[];
  /** By event: the number of its operation. */
  readonly #numbers: readonly number[];
  /** By operation. */
  readonly #beginnings: number[] = [];
  readonly #ends: number[] = [];
  /** A list of events. */
  readonly #next: number[] = [];
  readonly #previous: number[] = [];
  #taken = 0n;

  constructor(history: readonly Recorded<Operation>[]) {
    this.#history = history;
    const moments = [
      ...history.map(({ begun }, number) => ({ number, time: begun, isEnd: false })),
      ...history.map(({ ended }, number) => ({ number, time: ended, isEnd: true })),
    ].toSorted((a, b) => a.time - b.time || Number(a.isEnd) - Number(b.isEnd));
    this.#numbers = [-1, ...moments.map(({ number }) => number)];
    for (const [index, { number, isEnd }] of moments.entries()) {
      (isEnd ? this.#ends : this.#beginnings)[number] = index + 1;
      this.#link(index, index + 1);
    }
    this.#link(moments.length, EDGE);
  }

  isEmpty = (): boolean => this.first() === EDGE;
  first = (): number => this.after(EDGE);
  after = (event: number): number => this.#next[event] ?? EDGE;
  isBeginning = (event: number): boolean => this.#beginnings[this.#number(event)] === event;
  /** Tells apart which operations are left. */
  name = (): string => this.#taken.toString(36);

  at(event: number): Recorded<Operation> {
    const recorded = this.#history[this.#number(event)];
    if (recorded === undefined) throw new Error("The end of an operation comes after its beginning.");
    return recorded;
  }

  /** Takes the operation of an event. */
  take(event: number): void {
    const number = this.#number(event);
    for (const one of [this.#beginnings[number], this.#ends[number]]) {
      if (one !== undefined) this.#link(this.#previous[one] ?? EDGE, this.after(one));
    }
    this.#taken ^= 1n << BigInt(number);
  }

  /** Puts back the one that was taken last. */
  putBack(event: number): void {
    const number = this.#number(event);
    for (const one of [this.#ends[number], this.#beginnings[number]]) {
      if (one === undefined) continue;
      this.#next[this.#previous[one] ?? EDGE] = one;
      this.#previous[this.after(one)] = one;
    }
    this.#taken ^= 1n << BigInt(number);
  }

  #number = (event: number): number => this.#numbers[event] ?? -1;

  #link(event: number, next: number): void {
    this.#next[event] = next;
    this.#previous[next] = event;
  }
}
