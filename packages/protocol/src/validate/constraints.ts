import type { Constraints, ListShape, MapShape, SimpleShape } from "../model.ts";
import type { Violation } from "../wire.ts";
import { compilePattern } from "./pattern.ts";

/** One constraint of a value, and AWS's phrase for it. */
export type Check = {
  readonly constraint: Violation["constraint"];
  readonly phrase: string;
  readonly isBroken: (value: unknown) => boolean;
};

export const NOT_NULL = { constraint: "required", phrase: "Member must not be null" } as const;

/** The longest value, in UTF-16 units, on which AWS's patterns are known to be fast; a longer one is not matched. */
const LONGEST_MATCHED = 20_000;

/** The constraints of a shape's own values, in the order in which AWS reports them. */
export function checksOf(shape: SimpleShape | ListShape | MapShape): Check[] {
  switch (shape.type) {
    case "string":
      return [...patternChecks(shape), ...lengthChecks(shape, stringLength), ...enumChecks(shape)];
    case "blob":
      return shape.streaming ? [] : lengthChecks(shape, blobLength);
    case "list":
      return lengthChecks(shape, listLength);
    case "map":
      return lengthChecks(shape, mapLength);
    case "integer":
    case "long":
      return rangeChecks(shape, String);
    case "float":
    case "double":
      return rangeChecks(shape, formatDouble);
    default:
      return [];
  }
}

/** All that is demanded of a collection's simple values, in the order in which AWS lists it. */
export function demandsOf(shape: SimpleShape): string[] {
  // Where the model names the length 0, AWS lists it too, although no value breaks it.
  const least =
    shape.min === 0 && shape.type === "string" ? ["Member must have length greater than or equal to 0"] : [];
  const [patterns, others] = [checksOf(shape).filter(isPattern), checksOf(shape).filter((check) => !isPattern(check))];
  const demands = [...others.map(({ phrase }) => phrase), ...least, ...patterns.map(({ phrase }) => phrase)];
  // Recorded: enums and numbers are also demanded to be there, strings are not.
  const needed = others.some(({ constraint }) => constraint === "enum" || constraint === "range");
  return needed ? [...demands, NOT_NULL.phrase] : demands;
}

const isPattern = ({ constraint }: Check): boolean => constraint === "pattern";

/** As Java prints one. */
export const formatDouble = (value: number): string => (Number.isInteger(value) ? `${value}.0` : String(value));

function patternChecks({ pattern }: Constraints): Check[] {
  if (pattern === undefined) return [];
  const expression = compilePattern(pattern);
  return [
    {
      constraint: "pattern",
      phrase: `Member must satisfy regular expression pattern: ${pattern}`,
      isBroken: (value) => typeof value === "string" && value.length <= LONGEST_MATCHED && !expression.test(value),
    },
  ];
}

function lengthChecks({ min = 0, max }: Constraints, lengthOf: (value: unknown) => number): Check[] {
  const checks: Check[] = [];
  if (max !== undefined) {
    const phrase = `Member must have length less than or equal to ${max}`;
    checks.push({ constraint: "length", phrase, isBroken: (value) => lengthOf(value) > max });
  }
  if (min > 0) {
    const phrase = `Member must have length greater than or equal to ${min}`;
    checks.push({ constraint: "length", phrase, isBroken: (value) => lengthOf(value) < min });
  }
  return checks;
}

const stringLength = (value: unknown): number => (typeof value === "string" ? value.length : 0);
const blobLength = (value: unknown): number => (value instanceof Uint8Array ? value.byteLength : 0);
const listLength = (value: unknown): number => (Array.isArray(value) ? value.length : 0);
const mapLength = (value: unknown): number => (typeof value === "object" && value ? Object.keys(value).length : 0);

function rangeChecks({ min, max }: Constraints, format: (value: number) => string): Check[] {
  const checks: Check[] = [];
  if (max !== undefined) {
    const phrase = `Member must have value less than or equal to ${format(max)}`;
    checks.push({ constraint: "range", phrase, isBroken: (value) => Number(value) > max });
  }
  if (min !== undefined) {
    const phrase = `Member must have value greater than or equal to ${format(min)}`;
    checks.push({ constraint: "range", phrase, isBroken: (value) => Number(value) < min });
  }
  return checks;
}

function enumChecks({ enum: values }: Constraints): Check[] {
  if (values === undefined) return [];
  const known: ReadonlySet<unknown> = new Set(values);
  const phrase = `Member must satisfy enum value set: [${values.join(", ")}]`;
  return [{ constraint: "enum", phrase, isBroken: (value) => !known.has(value) }];
}
