import { isWordCode } from "./char-set.ts";
import type { Assertion } from "./parse-regex.ts";
import type { Step } from "./program.ts";

/** Between which characters of a text a program is; `undefined`: it is at the beginning or the end. */
export type Between = { readonly before: boolean | undefined; readonly after: boolean | undefined };

/** Whether a character is part of a word; `undefined` where there is none. */
export const wordAt = (text: string, index: number): boolean | undefined =>
  index < 0 || index >= text.length ? undefined : isWordCode(text.charCodeAt(index));

function holds(what: Assertion, { after, before }: Between): boolean {
  if (what === "start") return before === undefined;
  if (what === "end") return after === undefined;
  const isBoundary = (before ?? false) !== (after ?? false);
  return what === "boundary" ? isBoundary : !isBoundary;
}

/** Where a step goes on without a character, the preferred first; none where it needs one, or is the match. */
export function nextOf(step: Step, at: number, between: Between): readonly number[] {
  switch (step.kind) {
    case "jump":
      return [step.to];
    case "split":
      return [step.first, step.second];
    case "save":
      return [at + 1];
    case "assert":
      return holds(step.what, between) ? [at + 1] : [];
    default:
      return [];
  }
}
