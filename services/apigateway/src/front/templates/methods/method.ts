import { TemplateFault } from "../template.ts";
import { isNumber, javaString, toNumber, type Value } from "../values.ts";

/** Methods of one of Java's classes, by their names: a Map, which has no names that nobody gave it. */
export type Methods<Self> = ReadonlyMap<string, Method<Self>>;

/** What a method is called with. */
export class Arguments {
  readonly values: readonly Value[];

  constructor(values: readonly Value[]) {
    this.values = values;
  }

  get count(): number {
    return this.values.length;
  }

  at(index: number): Value {
    return this.values[index] ?? null;
  }

  /** @throws TemplateFault where there is nothing: a NullPointerException of Java's */
  text(index: number): string {
    const value = this.at(index);
    if (value === null) throw new TemplateFault("A method misses an argument.");
    return javaString(value);
  }

  whole(index: number): number {
    const value = this.at(index);
    if (!isNumber(value)) throw new TemplateFault("A method wants a number.");
    return Math.trunc(toNumber(value));
  }
}

type Method<Self> = (self: Self, args: Arguments) => Value;

/** Every object of Java's has `toString()`. */
export const methods = <Self extends Value>(table: Readonly<Record<string, Method<Self>>>): Methods<Self> =>
  new Map<string, Method<Self>>([...Object.entries(table), ["toString", javaString]]);

/** @throws TemplateFault an IndexOutOfBoundsException of Java's */
export function within(index: number, length: number): number {
  if (index < 0 || index > length) throw new TemplateFault(`Index out of range: ${index}`);
  return index;
}

export const orFault = (error: unknown): TemplateFault =>
  error instanceof TemplateFault ? error : new TemplateFault(error instanceof Error ? error.message : String(error));
