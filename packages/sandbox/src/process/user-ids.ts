/** Nobody's, as a rule: above those of people, below those that systemd gives out (61184). */
const FIRST = 50_000;
const COUNT = 10_000;

/**
 * User ids for sandboxes, one each, where Skylab runs as root: whoever has another one can neither signal nor trace nor
 * read what is another's, and limits count for one sandbox alone.
 */
export class UserIds {
  readonly #taken = new Set<number>();
  #next: number;

  /** `start`: a number from which to count, so that two Skylabs on a machine do not begin with the same one. */
  constructor(start: number) {
    this.#next = start % COUNT;
  }

  take(): number {
    while (this.#taken.has(this.#next)) this.#next = (this.#next + 1) % COUNT;
    const taken = this.#next;
    this.#taken.add(taken);
    this.#next = (this.#next + 1) % COUNT;
    return FIRST + taken;
  }

  give(uid: number): void {
    this.#taken.delete(uid - FIRST);
  }
}
