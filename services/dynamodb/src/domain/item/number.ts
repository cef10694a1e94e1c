import { valueError } from "../errors.ts";

/** Digits that a number has at most. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html#HowItWorks.DataTypes.Number */
const MAX_DIGITS = 38;
/** Powers of ten of the first digit: 9.9999999999999999999999999999999999999E+125 and 1E-130 are the ends. */
const MAX_MAGNITUDE = 125;
const MIN_MAGNITUDE = -130;

/** A number is `digits` × 10^`exponent`; zero has neither sign nor exponent. */
type Parsed = { readonly digits: bigint; readonly exponent: number };

/** What most numbers are: normal already, and of no more than 38 digits. */
const NORMAL = /^(?:0|-?[1-9]\d{0,37}|-?(?:0|[1-9]\d{0,18})\.\d{0,18}[1-9])$/;

const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;

/**
 * The one form in which a number is stored and answered: no exponent, no zeros in front or behind.
 * @throws AwsError `ValidationException` in AWS's words
 */
export const normalizeNumber = (text: string): string => (NORMAL.test(text) ? text : format(parse(text)));

/**
 * Bytes of a number in its normal form, as AWS counts them: one, one for the sign of a negative, and one for each two
 * digits on either side of the point, but for those that are zeros in front or behind. Zero is one byte.
 */
export function numberSize(text: string): number {
  if (text === "0") return 1;
  const isNegative = text.startsWith("-");
  const [whole = "", fraction = ""] = (isNegative ? text.slice(1) : text).split(".");
  const wholePairs = whole === "0" ? 0 : Math.ceil(whole.length / 2);
  const zerosBehind = fraction === "" ? whole.length - endOfDigits(whole) : 0;
  const zerosInFront = whole === "0" ? fraction.search(/[1-9]/) : 0;
  const fractionPairs = Math.ceil(fraction.length / 2) - Math.floor(zerosInFront / 2);
  return 1 + Number(isNegative) + wholePairs - Math.floor(zerosBehind / 2) + fractionPairs;
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
  const sum = left + right;
  return sum === 0n ? "0" : format(parse(`${sum}e${exponent}`));
}

/** @throws AwsError `ValidationException` where the difference has too many digits or is out of range */
export const subtractNumbers = (a: string, b: string): string =>
  addNumbers(a, b.startsWith("-") ? b.slice(1) : `-${b}`);

function parse(text: string): Parsed {
  const [, sign = "", whole = "", fraction = "", power = "0"] = NUMBER.exec(text) ?? [];
  if ((whole === "" && fraction === "") || !isLong(power)) throw notNumeric(text);
  const all = whole + fraction;
  const end = endOfDigits(all);
  const digits = all.slice(0, end).replace(/^0+/, "");
  if (digits === "") {
    checkRange(1, Number(power));
    return ZERO;
  }
  const exponent = Number(power) - fraction.length + all.length - end;
  checkRange(digits.length, exponent);
  return { digits: BigInt(sign === "-" ? `-${digits}` : digits), exponent };
}

const ZERO: Parsed = { digits: 0n, exponent: 0 };

/** Whether an exponent is of 64 bits: AWS reads no longer one. */
function isLong(power: string): boolean {
  const value = BigInt(power.replace("+", ""));
  return BigInt.asIntN(64, value) === value;
}

function notNumeric(text: string): Error {
  const problem = "The parameter cannot be converted to a numeric value";
  return valueError(`${problem}: ${text}`, text === "" ? problem : undefined);
}

/** Where the zeros at the end begin. A regular expression would take the square of the time for many zeros elsewhere. */
function endOfDigits(text: string): number {
  let end = text.length;
  while (end > 0 && text[end - 1] === "0") end--;
  return end;
}

function checkRange(length: number, exponent: number): void {
  const magnitude = exponent + length - 1;
  if (magnitude > MAX_MAGNITUDE) {
    throw valueError("Number overflow. Attempting to store a number with magnitude larger than supported range");
  }
  if (magnitude < MIN_MAGNITUDE) {
    throw valueError("Number underflow. Attempting to store a number with magnitude smaller than supported range");
  }
  if (length > MAX_DIGITS) throw valueError("Attempting to store more than 38 significant digits in a Number");
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
