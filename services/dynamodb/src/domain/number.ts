import { validationError } from "./errors.ts";

/** Digits that a number has at most. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html#HowItWorks.DataTypes.Number */
const MAX_DIGITS = 38;
/** Powers of ten of the first digit: 9.9999999999999999999999999999999999999E+125 and 1E-130 are the ends. */
const MAX_MAGNITUDE = 125;
const MIN_MAGNITUDE = -130;

/** A number is `digits` × 10^`exponent`; zero has neither sign nor exponent. */
type Parsed = { readonly digits: bigint; readonly exponent: number };

const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;

/**
 * The one form in which a number is stored and answered: no exponent, no zeros in front or behind.
 * @throws AwsError `ValidationException` in AWS's words
 */
export function normalizeNumber(text: string): string {
  return format(parse(text));
}

/** Below zero, zero or above, as `a` is to `b`. Both are normal. */
export function compareNumbers(a: string, b: string): number {
  if (a === b) return 0;
  const [left, right] = aligned(parse(a), parse(b));
  return left < right ? -1 : left > right ? 1 : 0;
}

/** @throws AwsError `ValidationException` where the sum has too many digits or is out of range */
export function addNumbers(a: string, b: string): string {
  const [left, right, exponent] = aligned(parse(a), parse(b));
  return format(checked(trimmed({ digits: left + right, exponent })));
}

/** @throws AwsError `ValidationException` where the difference has too many digits or is out of range */
export const subtractNumbers = (a: string, b: string): string =>
  addNumbers(a, b.startsWith("-") ? b.slice(1) : `-${b}`);

function parse(text: string): Parsed {
  const [, sign = "", whole = "", fraction = "", power = "0"] = NUMBER.exec(text.trim()) ?? [];
  if (whole === "" && fraction === "") {
    throw validationError(`The parameter cannot be converted to a numeric value${text === "" ? "" : `: ${text}`}`);
  }
  const digits = BigInt(whole + fraction);
  return checked(trimmed({ digits: sign === "-" ? -digits : digits, exponent: Number(power) - fraction.length }));
}

function trimmed({ digits, exponent }: Parsed): Parsed {
  if (digits === 0n) return { digits: 0n, exponent: 0 };
  const text = digits.toString();
  const kept = text.replace(/0+$/, "");
  return { digits: BigInt(kept), exponent: exponent + text.length - kept.length };
}

function checked(number: Parsed): Parsed {
  if (number.digits === 0n) return number;
  const length = number.digits.toString().replace("-", "").length;
  const magnitude = number.exponent + length - 1;
  if (magnitude > MAX_MAGNITUDE) {
    throw validationError("Number overflow. Attempting to store a number with magnitude larger than supported range");
  }
  if (magnitude < MIN_MAGNITUDE) {
    throw validationError("Number underflow. Attempting to store a number with magnitude smaller than supported range");
  }
  if (length > MAX_DIGITS) {
    throw validationError("Attempting to store more than 38 significant digits in a Number");
  }
  return number;
}

/** Both as multiples of one power of ten. */
function aligned(a: Parsed, b: Parsed): readonly [bigint, bigint, number] {
  const exponent = Math.min(a.exponent, b.exponent);
  const scaled = (number: Parsed): bigint => number.digits * 10n ** BigInt(number.exponent - exponent);
  return [scaled(a), scaled(b), exponent];
}

function format({ digits, exponent }: Parsed): string {
  const text = digits.toString();
  if (exponent >= 0) return text + "0".repeat(exponent);
  const sign = text.startsWith("-") ? "-" : "";
  const plain = text.slice(sign.length).padStart(1 - exponent, "0");
  return `${sign}${plain.slice(0, exponent)}.${plain.slice(exponent)}`;
}
