import { TemplateFault } from "../template.ts";
import { Double, isEqual, isNumber, toNumber, type Value, whole } from "../values.ts";
import { type Arguments, methods } from "./method.ts";

type Plain = number | bigint | Double | boolean;

/** Of Integer, Long, Double and Boolean; their static methods are called on any of them: `#set($Integer = 0)`. */
const ofInstances = methods<Plain>({
  booleanValue: (value) => value,
  compareTo: (value, args) => Math.sign(numberOf(value) - numberOf(args.at(0))),
  doubleValue: (value) => new Double(numberOf(value)),
  equals: (value, args) => args.at(0) !== null && typeof args.at(0) === typeof value && isEqual(value, args.at(0)),
  floatValue: (value) => new Double(numberOf(value)),
  intValue: (value) => Math.trunc(numberOf(value)),
  longValue: (value) => Math.trunc(numberOf(value)),
  parseBoolean: (_, args) => args.at(0) !== null && args.text(0).toLowerCase() === "true",
  parseDouble: (_, args) => new Double(parse(args, /^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$/)),
  parseInt: (_, args) => parse(args, /^[+-]?\d{1,15}$/),
  parseLong: (_, args) => parseLong(args),
});

export const plainMethods: typeof ofInstances = new Map([
  ...ofInstances,
  // Apart, since JavaScript's objects have another `valueOf`.
  [
    "valueOf",
    (value: Plain, args: Arguments) => (value instanceof Double ? new Double(Number(args.text(0))) : parseLong(args)),
  ],
]);

function numberOf(value: Value): number {
  if (!isNumber(value)) throw new TemplateFault("A method wants a number.");
  return toNumber(value);
}

function parse(args: Arguments, form: RegExp): number {
  const text = args.text(0);
  if (!form.test(text)) throw new TemplateFault(`For input string: "${text}"`);
  return Number(text);
}

function parseLong(args: Arguments): Value {
  const text = args.text(0);
  if (!/^[+-]?\d{1,19}$/.test(text)) throw new TemplateFault(`For input string: "${text}"`);
  return whole(BigInt(text.replace("+", "")));
}
