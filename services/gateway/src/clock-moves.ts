/** A move of the clock: the body of `POST /_skylab/clock`, already checked. */
export type ClockMove = { readonly set: unknown } | { readonly advance: number } | { readonly release: true };

/** What brings a replica's clock where the others' are, whatever time it has. */
export class ClockMoves {
  #moves: readonly ClockMove[] = [];

  /** Adds a move that all replicas have made. */
  add(move: ClockMove): void {
    if (!("advance" in move)) {
      this.#moves = "release" in move ? [] : [move];
      return;
    }
    const [base = { release: true }, last] = this.#moves;
    const before = last !== undefined && "advance" in last ? last.advance : 0;
    this.#moves = [base, { advance: before + move.advance }];
  }

  /** To be made in their order; none where the clock was never moved. */
  get all(): readonly ClockMove[] {
    return this.#moves;
  }
}
