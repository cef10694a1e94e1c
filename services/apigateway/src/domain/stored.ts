/** A shape of AWS's API as it is kept: JSON, dates in milliseconds. */
export type Stored<Shape> = {
  readonly [Member in keyof Shape]: Date extends Shape[Member] ? Exclude<Shape[Member], Date> | number : Shape[Member];
};
