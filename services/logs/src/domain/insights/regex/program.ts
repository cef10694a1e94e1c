import type { CharSet } from "./char-set.ts";
import { type Assertion, RegexError, type RegexNode } from "./parse-regex.ts";

/** A step of a program that is at many of its steps at the same time. */
export type Step =
  | { readonly kind: "char"; readonly set: CharSet }
  | { readonly kind: "assert"; readonly what: Assertion }
  /** Goes on at both, the first preferred. */
  | { readonly kind: "split"; first: number; second: number }
  | { readonly kind: "jump"; to: number }
  /** Keeps where in the text it is: of each group its beginning and its end. */
  | { readonly kind: "save"; readonly slot: number }
  | { readonly kind: "match" };

/** Each character of a text takes as long as a program is, at most. */
const MOST_STEPS = 1_000;

/** Compiles a regular expression into steps, from the first to the last, which is the match. */
export function programOf(root: RegexNode): readonly Step[] {
  const steps: Step[] = [];
  emit(root, steps);
  add(steps, { kind: "match" });
  return steps;
}

function add<Added extends Step>(steps: Step[], step: Added): Added {
  if (steps.length >= MOST_STEPS) throw new RegexError("it is too long");
  steps.push(step);
  return step;
}

function emit(node: RegexNode, steps: Step[]): void {
  switch (node.kind) {
    case "all":
      for (const part of node.parts) emit(part, steps);
      return;
    case "any":
      return emitAny(node.parts, steps);
    case "group":
      add(steps, { kind: "save", slot: 2 * node.index });
      emit(node.part, steps);
      add(steps, { kind: "save", slot: 2 * node.index + 1 });
      return;
    case "repeat":
      return emitRepeat(node, steps);
    default:
      add(steps, node);
  }
}

function emitAny(parts: readonly RegexNode[], steps: Step[]): void {
  const jumps: Extract<Step, { kind: "jump" }>[] = [];
  for (const [index, part] of parts.entries()) {
    if (index === parts.length - 1) {
      emit(part, steps);
      break;
    }
    const split = add(steps, { kind: "split", first: steps.length + 1, second: 0 });
    emit(part, steps);
    jumps.push(add(steps, { kind: "jump", to: 0 }));
    split.second = steps.length;
  }
  for (const jump of jumps) jump.to = steps.length;
}

type Repeat = Extract<RegexNode, { kind: "repeat" }>;
type Split = Extract<Step, { kind: "split" }>;

function emitRepeat({ isLazy, max, min, part }: Repeat, steps: Step[]): void {
  // A part without characters, repeated, would make steps without end.
  if (min > MOST_STEPS || (max !== Infinity && max > MOST_STEPS)) throw new RegexError("a repetition is too long");
  for (let time = 0; time < min; time += 1) emit(part, steps);
  if (max === Infinity) return emitLoop(part, steps, isLazy);
  const splits: Split[] = [];
  for (let time = min; time < max; time += 1) {
    splits.push(add(steps, { kind: "split", first: 0, second: 0 }));
    direct(splits.at(-1), steps.length, isLazy);
    emit(part, steps);
  }
  for (const split of splits) leave(split, steps.length, isLazy);
}

function emitLoop(part: RegexNode, steps: Step[], isLazy: boolean): void {
  const at = steps.length;
  const split = add(steps, { kind: "split", first: 0, second: 0 });
  direct(split, steps.length, isLazy);
  emit(part, steps);
  add(steps, { kind: "jump", to: at });
  leave(split, steps.length, isLazy);
}

/** Where a split goes for one time more. */
function direct(split: Split | undefined, to: number, isLazy: boolean): void {
  if (split === undefined) return;
  if (isLazy) split.second = to;
  else split.first = to;
}

function leave(split: Split, to: number, isLazy: boolean): void {
  if (isLazy) split.first = to;
  else split.second = to;
}
