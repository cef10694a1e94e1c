import type { Scanner } from "./scanner.ts";

/** What decides of a subject: fields of a line, the JSON of an event. */
export type Condition<Subject> = (subject: Subject) => boolean;

/** Conditions with `&&`, `||` and parentheses: all before any, as in most languages. */
export function readConditions<Subject>(scanner: Scanner, readOne: () => Condition<Subject>): Condition<Subject> {
  const alternatives = [readAll(scanner, readOne)];
  while (scanner.take("||")) alternatives.push(readAll(scanner, readOne));
  return (subject) => alternatives.some((holds) => holds(subject));
}

function readAll<Subject>(scanner: Scanner, readOne: () => Condition<Subject>): Condition<Subject> {
  const all = [readPrimary(scanner, readOne)];
  while (scanner.take("&&")) all.push(readPrimary(scanner, readOne));
  return (subject) => all.every((holds) => holds(subject));
}

function readPrimary<Subject>(scanner: Scanner, readOne: () => Condition<Subject>): Condition<Subject> {
  if (!scanner.take("(")) return readOne();
  const inside = readConditions(scanner, readOne);
  scanner.expect(")");
  return inside;
}
