/** https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html: -10^9 to 10^9, … */
const LARGEST = 1e9;
/** … with five digits after the decimal point. */
const STEPS_IN_ONE = 1e5;

/** Words of AWS's compiler; SNS's own are not recorded. */
export const OUT_OF_RANGE = "Value must be between -1.0E9 and 1.0E9, inclusive";

/** Numbers from a bottom to a top; a bound that is open is none of them. */
export type Range = { readonly bottom: Bound; readonly top: Bound };
type Bound = { readonly value: number; readonly open: boolean };

/** Whether AWS compares a number as such. What is larger, an account number say, can only be equal. */
export const isComparable = (value: number): boolean => Math.abs(value) <= LARGEST;

/** A number as it is compared. */
export const comparable = (value: number): number =>
  isComparable(value) ? Math.round(value * STEPS_IN_ONE) / STEPS_IN_ONE : value;

export const equalTo = (value: number): Range => ({ bottom: closed(value), top: closed(value) });
export const below = (top: Bound): Range => ({ bottom: closed(-LARGEST), top });
export const above = (bottom: Bound): Range => ({ bottom, top: closed(LARGEST) });

const closed = (value: number): Bound => ({ value, open: false });

/** The test whether numbers are in a range. */
export function rangeTest({ bottom, top }: Range): (value: number) => boolean {
  const lowest = comparable(bottom.value);
  const highest = comparable(top.value);
  return (value) => {
    const number = comparable(value);
    if (number < lowest || number > highest) return false;
    return !(bottom.open && number === lowest) && !(top.open && number === highest);
  };
}
