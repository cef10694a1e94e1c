import { type CharSet, has, isWordCode } from "./char-set.ts";
import type { Step } from "./program.ts";

/** Characters that no step of a program tells apart are one letter, by its number. */
export type Alphabet = {
  /** The letter of each code unit. */
  readonly letters: Uint16Array;
  /** One more than there are letters: the last is the end of the text. */
  readonly size: number;
  /** A character of each letter. */
  readonly samples: readonly number[];
};

const CODES = 0x10000;

export function alphabetOf(program: readonly Step[]): Alphabet {
  const sets = program.flatMap((step): CharSet[] => (step.kind === "char" ? [step.set] : []));
  const asksForWords = program.some(({ kind }) => kind === "assert");
  const bounds = new Set([0, ...sets.flat().flatMap(([from, to]) => [from, to + 1])]);
  // "0", "9", "A", "Z", "_", "a", "z"
  if (asksForWords) for (const bound of [0x30, 0x3a, 0x41, 0x5b, 0x5f, 0x60, 0x61, 0x7b]) bounds.add(bound);
  const letters = new Uint16Array(CODES);
  const samples: number[] = [];
  const known = new Map<string, number>();
  const starts = [...bounds].filter((bound) => bound < CODES).toSorted((a, b) => a - b);
  for (const [index, start] of starts.entries()) {
    const signature = sets.map((set) => Number(has(set, start))).join("") + Number(asksForWords && isWordCode(start));
    const letter = known.get(signature) ?? samples.push(start) - 1;
    known.set(signature, letter);
    letters.fill(letter, start, starts[index + 1] ?? CODES);
  }
  return { letters, samples, size: samples.length + 1 };
}
