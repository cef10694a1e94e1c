import { ownEntry } from "../../domain/own-entry.ts";

/** A text with `${stageVariables.x}` in it: URIs, ARNs of roles. */
export type WithVariables = (variables: Readonly<Record<string, string>>) => string;

const VARIABLE = /\$\{stageVariables\.([\w.-]+)\}/;

/** Finds the variables once. What a stage has no variable for becomes nothing. */
export function withVariables(text: string): WithVariables {
  const parts = text.split(VARIABLE);
  if (parts.length === 1) return () => text;
  // Every other part is the name of a variable.
  return (variables) => parts.map((part, i) => (i % 2 === 0 ? part : (ownEntry(variables, part) ?? ""))).join("");
}
