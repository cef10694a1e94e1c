import { type CharSet, has, union } from "./char-set.ts";
import { type Between, nextOf, wordAt } from "./closure.ts";
import type { Step } from "./program.ts";

/** A step at which a program is, and where the groups are by the way that led there. */
type Thread = { readonly at: number; readonly slots: readonly (number | undefined)[] };

/** Whether what a program asks for may begin with a character: most texts have few such, and the others are passed over. */
type MayBegin = (code: number) => boolean;

/** What the groups of a program capture in texts. */
export function capturer(program: readonly Step[]): (text: string) => readonly (string | undefined)[] | undefined {
  const mayBegin = beginningsOf(program);
  return (text) => capture(program, text, mayBegin);
}

function beginningsOf(program: readonly Step[]): MayBegin {
  const sets: CharSet[] = [];
  const reached = new Set([0]);
  for (const at of reached) {
    const step = program[at];
    // It may be in a text of no characters.
    if (step === undefined || step.kind === "match") return () => true;
    if (step.kind === "char") sets.push(step.set);
    // Whether an assertion holds is seen where it stands.
    const next = step.kind === "assert" ? [at + 1] : nextOf(step, at, NOWHERE);
    for (const one of next) reached.add(one);
  }
  const set = union(sets.flat());
  return (code) => has(set, code);
}

const NOWHERE: Between = { before: undefined, after: undefined };

/**
 * What the groups of a program have captured, by their indexes; `undefined` where the text has not what it asks for. All ways
 * through the program go on side by side, the preferred first, and of those that meet at a step the first is kept: so no
 * character is looked at more often than the program has steps.
 */
function capture(
  program: readonly Step[],
  text: string,
  mayBegin: MayBegin,
): readonly (string | undefined)[] | undefined {
  let threads: readonly Thread[] = [];
  let found: Thread["slots"] | undefined;
  for (let index = 0; index <= text.length; index += 1) {
    const code = text.charCodeAt(index);
    // What begins earlier is preferred.
    const begun = found === undefined && mayBegin(code) ? [...threads, { at: 0, slots: [] }] : threads;
    if (begun.length === 0 && found === undefined) continue;
    if (begun.length === 0) break;
    const between = { before: wordAt(text, index - 1), after: wordAt(text, index) };
    const { matched, waiting } = goOn(program, begun, { index, between });
    found = matched ?? found;
    threads = waiting.filter(({ at }) => isTaken(program[at], code)).map(({ at, slots }) => ({ at: at + 1, slots }));
  }
  return found && textsOf(found, text);
}

const isTaken = (step: Step | undefined, code: number): boolean => step?.kind === "char" && has(step.set, code);

type Here = { readonly index: number; readonly between: Between };

/** Goes on with all threads up to where they need a character; what comes behind a match is not preferred, and given up. */
function goOn(
  program: readonly Step[],
  threads: readonly Thread[],
  { between, index }: Here,
): { readonly matched: Thread["slots"] | undefined; readonly waiting: readonly Thread[] } {
  const waiting: Thread[] = [];
  const seen = new Set<number>();
  const pending = threads.toReversed();
  for (let thread = pending.pop(); thread !== undefined; thread = pending.pop()) {
    const { at, slots } = thread;
    const step = program[at];
    if (step === undefined || seen.has(at)) continue;
    seen.add(at);
    if (step.kind === "match") return { matched: slots, waiting };
    if (step.kind === "char") waiting.push(thread);
    const kept = step.kind === "save" ? withSlot(slots, step.slot, index) : slots;
    for (const next of nextOf(step, at, between).toReversed()) pending.push({ at: next, slots: kept });
  }
  return { matched: undefined, waiting };
}

function withSlot(slots: Thread["slots"], slot: number, index: number): Thread["slots"] {
  const after = slots.slice();
  after[slot] = index;
  return after;
}

function textsOf(slots: Thread["slots"], text: string): readonly (string | undefined)[] {
  return Array.from({ length: Math.ceil(slots.length / 2) }, (_, group) => {
    const [from, to] = [slots[2 * group], slots[2 * group + 1]];
    return from === undefined || to === undefined ? undefined : text.slice(from, to);
  });
}
