import type { AwsError } from "@skylab/aws";
import type { Patch } from "./patch-table.ts";

/** What the value of an operation is for a member, or an error where it cannot be; `undefined` takes the member out. */
export type ReadValue = (value: string | undefined, patch: Patch) => unknown;

/** A string as it stands; the empty one takes the member out, as none does. */
export const text: ReadValue = (value) => (value === "" ? undefined : value);

/** AWS takes whatever is not `true` for false, none at all, too. */
export const flag: ReadValue = (value) => value?.toLowerCase() === "true";

/** A whole number of a range; `empty`: no value takes the member out. */
export const integer =
  ({ min, max, refused, empty = false }: IntegerRange): ReadValue =>
  (value) => {
    if (empty && (value === undefined || value === "")) return undefined;
    const number = /^-?\d+$/.test(value ?? "") ? Number(value) : Number.NaN;
    if (!(number >= min && number <= max)) throw refused(value);
    return number;
  };

type IntegerRange = {
  readonly min: number;
  readonly max: number;
  readonly refused: (value: string | undefined) => AwsError;
  readonly empty?: boolean;
};

/** One of some words. */
export const oneOf =
  (words: readonly string[], refused: (value: string | undefined) => AwsError): ReadValue =>
  (value) => {
    if (value === undefined || !words.includes(value)) throw refused(value);
    return value;
  };

/** A string that must be there. */
export const nonEmpty =
  (refused: (patch: Patch) => AwsError): ReadValue =>
  (value, patch) => {
    if (value === undefined || value === "") throw refused(patch);
    return value;
  };
