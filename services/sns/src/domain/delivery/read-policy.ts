import type { AwsError } from "@skylab/aws";
import type { Refuse } from "../attribute-refusal.ts";
import { parseJson } from "../filters/json/parse.ts";
import { JsonSyntaxError } from "../filters/json/syntax-error.ts";
import { isObject, parseJsonObject } from "../json.ts";

/** Reads an object of a delivery policy, and refuses in AWS's words what does not fit. `null` is as good as absent. */
export type PolicyReader = {
  /** @throws AwsError where it has another member than these. */
  readonly only: (names: readonly string[]) => void;
  readonly inside: (name: string) => PolicyReader | undefined;
  readonly integer: (name: string, bounds: Bounds) => number | undefined;
  readonly boolean: (name: string) => boolean | undefined;
  readonly text: (name: string) => string | undefined;
  /** How AWS names a member: `http.defaultHealthyRetryPolicy.numRetries`. */
  readonly nameOf: (name: string) => string;
  readonly refuse: (name: string, words: string) => AwsError;
};

type Bounds = { readonly least: number; readonly most?: number };

/** Begins to read the text of an attribute. */
export function deliveryPolicyReader(text: string, refuse: Refuse): PolicyReader {
  const invalid: Refuse = (words) => refuse(`DeliveryPolicy: ${words}`);
  checkSyntax(text, invalid);
  const members = parseJsonObject(text);
  if (members === undefined) throw invalid("must be a JSON object");
  return readerOf(members, "", invalid);
}

function checkSyntax(text: string, invalid: Refuse): void {
  try {
    parseJson(text);
  } catch (error) {
    if (error instanceof JsonSyntaxError) throw invalid(`failed to parse JSON. ${error.message}`);
    throw error;
  }
}

type Members = Readonly<Record<string, unknown>>;

function readerOf(members: Members, path: string, invalid: Refuse): PolicyReader {
  const nameOf = (name: string): string => `${path}${name}`;
  const refuse = (name: string, words: string): AwsError => invalid(`${nameOf(name)} ${words}`);
  const member = (name: string): unknown => (Object.hasOwn(members, name) ? (members[name] ?? undefined) : undefined);
  return {
    nameOf,
    refuse,
    only: (names) => {
      const other = Object.keys(members).find((name) => !names.includes(name));
      if (other !== undefined) throw invalid(`Unexpected JSON member: ${other}`);
    },
    inside: (name) => {
      const value = member(name);
      if (value === undefined) return undefined;
      if (!isObject(value)) throw refuse(name, "must be a JSON object");
      return readerOf(value, `${nameOf(name)}.`, invalid);
    },
    integer: (name, { least, most }) => {
      const value = member(name);
      if (value === undefined) return undefined;
      if (typeof value !== "number" || !Number.isSafeInteger(value)) throw refuse(name, "must be an integer");
      if (value < least) throw refuse(name, `must be greater than or equal to ${least}`);
      if (most !== undefined && value > most) throw refuse(name, `must be less than or equal to ${most}`);
      return value;
    },
    boolean: (name) => {
      const value = member(name);
      if (value !== undefined && typeof value !== "boolean") throw refuse(name, "must be a boolean");
      return value;
    },
    text: (name) => {
      const value = member(name);
      if (value !== undefined && typeof value !== "string") throw refuse(name, "must be a string");
      return value;
    },
  };
}
