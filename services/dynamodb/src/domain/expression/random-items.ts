import type { AttributeValue, Item } from "../item/attribute-value.ts";

// For tests: items and paths from so few names and values that they meet.

export type RandomPath = [string, ...(string | number)[]];

/** The same throws of the dice for the same seed. */
export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** From 0 up to, and without, `limit`. */
  below(limit: number): number {
    // Mulberry32.
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  }

  /** True in one of so many throws. */
  one(of: number): boolean {
    return this.below(of) === 0;
  }

  pick<Choice>(choices: readonly Choice[]): Choice {
    const choice = choices[this.below(choices.length)];
    if (choice === undefined) throw new Error("Nothing to choose from.");
    return choice;
  }
}

const NAMES = ["a", "b", "c", "d"];
const MEMBERS = ["x", "y"];
// With characters whose order differs between UTF-16 and UTF-8, and numbers beyond what doubles hold.
const STRINGS = ["", "a", "ab", "b", "é", "\u{1F600}", "\uFFFD", "\uE000z"];
const NUMBERS = [
  "0",
  "1",
  "2",
  "-1",
  "9",
  "10",
  "0.5",
  "-0.25",
  "123456789012345678901234567890",
  "123456789012345678901234567891",
  "0.00000000000000000000000000001",
  "999999999999999",
];
const BYTES = [[], [1], [1, 2], [128], [255, 0], [1, 2, 3]].map((bytes) => Uint8Array.from(bytes));

export function randomValue(chance: Chance, depth: number): AttributeValue {
  const scalars = [
    (): AttributeValue => ({ S: chance.pick(STRINGS) }),
    (): AttributeValue => ({ N: chance.pick(NUMBERS) }),
    (): AttributeValue => ({ B: chance.pick(BYTES) }),
    (): AttributeValue => (chance.one(2) ? { NULL: true } : { BOOL: chance.one(2) }),
  ];
  const collections = [
    (): AttributeValue => ({ L: Array.from({ length: chance.below(4) }, () => randomValue(chance, depth - 1)) }),
    (): AttributeValue => ({ M: randomMap(chance, MEMBERS, depth - 1) }),
    (): AttributeValue => randomSet(chance),
  ];
  return chance.pick(depth > 0 && chance.one(2) ? collections : scalars)();
}

export function randomSet(chance: Chance): AttributeValue {
  const some = <Member>(members: readonly Member[]): Member[] => {
    const chosen = members.slice(0, 5).filter(() => chance.one(2));
    return chosen.length === 0 ? [chance.pick(members)] : chance.one(2) ? chosen : chosen.toReversed();
  };
  const type = chance.below(3);
  if (type === 0) return { SS: some(STRINGS) };
  return type === 1 ? { NS: some(NUMBERS) } : { BS: some(BYTES) };
}

export const randomItem = (chance: Chance): Item => randomMap(chance, NAMES, 2);

function randomMap(chance: Chance, names: readonly string[], depth: number): Item {
  const map: Record<string, AttributeValue> = {};
  for (const name of names) if (!chance.one(4)) map[name] = randomValue(chance, depth);
  return map;
}

export function randomPath(chance: Chance): RandomPath {
  const path: RandomPath = [chance.pick(NAMES)];
  while (path.length < 3 && chance.one(2)) path.push(chance.one(2) ? chance.pick(MEMBERS) : chance.below(4));
  return path;
}
