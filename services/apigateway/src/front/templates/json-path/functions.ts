import { Double, isNumber, List, toNumber, type Value } from "../values.ts";

type Function = (value: Value) => readonly Value[];

/** `$.items.length()`: https://github.com/json-path/JsonPath#functions */
export const functionOf = (name: string): Function | undefined => FUNCTIONS.get(name);

const FUNCTIONS: ReadonlyMap<string, Function> = new Map<string, Function>([
  ["length", sizeOf],
  ["size", sizeOf],
  ["keys", (value) => (value instanceof Map ? [new List([...value.keys()], true)] : [])],
  ["min", ofNumbers((numbers) => Math.min(...numbers))],
  ["max", ofNumbers((numbers) => Math.max(...numbers))],
  ["sum", ofNumbers(sum)],
  ["avg", ofNumbers((numbers) => sum(numbers) / numbers.length)],
]);

function sizeOf(value: Value): readonly Value[] {
  if (value instanceof List) return [value.items.length];
  if (value instanceof Map) return [value.size];
  return typeof value === "string" ? [value.length] : [];
}

/** More would not fit into a call. */
const MAX_NUMBERS = 10_000;

function ofNumbers(make: (numbers: readonly number[]) => number): Function {
  return (value) => {
    const numbers = value instanceof List ? value.items.filter(isNumber).slice(0, MAX_NUMBERS).map(toNumber) : [];
    return numbers.length === 0 ? [] : [new Double(make(numbers))];
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
