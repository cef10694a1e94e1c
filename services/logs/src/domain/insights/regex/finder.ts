import { alphabetOf, type Alphabet } from "./alphabet.ts";
import { has, isWordCode } from "./char-set.ts";
import { nextOf } from "./closure.ts";
import type { Step } from "./program.ts";

/** States that are remembered; when there are more, all are forgotten, and those that are needed are made again. */
const MOST_STATES = 1_000;

/** All the steps at which a program is before a character, and where it is then, as far as that was asked. */
type State = {
  readonly steps: readonly number[];
  /** Whether the character before is part of a word; `undefined`: there is none. */
  readonly before: boolean | undefined;
  readonly next: (State | typeof FOUND | undefined)[];
};

const FOUND = Symbol("found");

/**
 * Tells whether a text has what a program asks for. It looks at each character once: what is next depends on where it is
 * and on the character alone, and is found out once for both.
 */
export class Finder {
  readonly #program: readonly Step[];
  readonly #alphabet: Alphabet;
  #states = new Map<string, State>();

  constructor(program: readonly Step[]) {
    this.#program = program;
    this.#alphabet = alphabetOf(program);
  }

  isIn(text: string): boolean {
    const { letters, size } = this.#alphabet;
    let state = this.#state([0], undefined);
    for (let index = 0; index < text.length; index += 1) {
      const letter = letters[text.charCodeAt(index)] ?? 0;
      const next = state.next[letter] ?? this.#step(state, letter);
      if (next === FOUND) return true;
      state = next;
    }
    return (state.next[size - 1] ?? this.#step(state, size - 1)) === FOUND;
  }

  #step(state: State, letter: number): State | typeof FOUND {
    const code = this.#alphabet.samples[letter];
    const after = code === undefined ? undefined : isWordCode(code);
    const { isFound, steps } = this.#closure(state, after);
    // What is asked for may begin at each character.
    const reached = new Set([0]);
    if (code !== undefined)
      for (const at of steps) {
        const step = this.#program[at];
        if (step?.kind === "char" && has(step.set, code)) reached.add(at + 1);
      }
    const next = isFound
      ? FOUND
      : this.#state(
          [...reached].toSorted((a, b) => a - b),
          after,
        );
    state.next[letter] = next;
    return next;
  }

  #closure({ before, steps }: State, after: boolean | undefined): { isFound: boolean; steps: Iterable<number> } {
    const seen = new Set(steps);
    for (const at of seen) {
      const step = this.#program[at];
      if (step === undefined) continue;
      if (step.kind === "match") return { isFound: true, steps: seen };
      for (const next of nextOf(step, at, { before, after })) seen.add(next);
    }
    return { isFound: false, steps: seen };
  }

  #state(steps: readonly number[], before: boolean | undefined): State {
    const key = `${before} ${steps.join(" ")}`;
    const known = this.#states.get(key);
    if (known !== undefined) return known;
    if (this.#states.size >= MOST_STATES) this.#states = new Map();
    const state: State = { steps, before, next: Array.from({ length: this.#alphabet.size }, () => undefined) };
    this.#states.set(key, state);
    return state;
  }
}
