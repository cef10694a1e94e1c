/** A decimal number of any precision as a key part, for example `{ decimal: "-12.50" }`. Sorts by its value. */
export type Decimal = { readonly decimal: string };

/** A number as sign · 0.digits · 10^exponent, with neither leading nor trailing zeros in `digits`; zero has no digits. */
type Scientific = { readonly negative: boolean; readonly digits: string; readonly exponent: number };

const FORM = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;

/** The exponent is kept in two bytes, shifted so that it sorts unsigned. DynamoDB's numbers end at 10^126. */
const EXPONENT_BIAS = 0x8000;

const NEGATIVE = 1;
const ZERO = 2;
const POSITIVE = 3;

/**
 * Bytes that sort as the numbers do and that end themselves: a sign; then the exponent, two digits a byte (plus one)
 * and a zero byte, all of them inverted in a negative number.
 *
 * Throws a RangeError for what is no decimal number or has an exponent beyond 32,767.
 */
export function encodeDecimal(text: string): Uint8Array {
  const { negative, digits, exponent } = parse(text);
  if (digits === "") return Uint8Array.of(ZERO);
  const pairs = Math.ceil(digits.length / 2);
  const bytes = Buffer.alloc(1 + 2 + pairs + 1);
  bytes.writeUInt16BE(exponent + EXPONENT_BIAS, 1);
  for (let pair = 0; pair < pairs; pair++) {
    bytes[3 + pair] = Number(digits.slice(2 * pair, 2 * pair + 2).padEnd(2, "0")) + 1;
  }
  if (negative) invert(bytes);
  bytes[0] = negative ? NEGATIVE : POSITIVE;
  return bytes;
}

/** The number that begins at `offset`, in plain notation without needless zeros, and the offset behind it. */
export function decodeDecimal(key: Buffer, offset: number): readonly [text: string, next: number] {
  const sign = key.readUInt8(offset);
  if (sign === ZERO) return ["0", offset + 1];
  const negative = sign === NEGATIVE;
  const end = key.indexOf(negative ? 0xff : 0x00, offset + 3);
  const body = Buffer.from(key.subarray(offset + 1, end));
  if (negative) invert(body);
  const pairs = [...body.subarray(2)].map((pair) => String(pair - 1).padStart(2, "0"));
  const digits = pairs.join("").replace(/0$/, "");
  return [(negative ? "-" : "") + plain(digits, body.readUInt16BE(0) - EXPONENT_BIAS), end + 1];
}

function parse(text: string): Scientific {
  const [, sign, whole = "", fraction = "", power = "0"] = FORM.exec(text) ?? [];
  if (whole + fraction === "") throw new RangeError(`No decimal number: ${JSON.stringify(text)}`);
  const significant = (whole + fraction).replace(/^0+/, "");
  const leadingZeros = whole.length + fraction.length - significant.length;
  const exponent = whole.length - leadingZeros + Number(power);
  const digits = significant.replace(/0+$/, "");
  if (digits !== "" && Math.abs(exponent) >= EXPONENT_BIAS)
    throw new RangeError(`Beyond the greatest exponent: ${text}`);
  return { negative: sign === "-", digits, exponent };
}

function plain(digits: string, exponent: number): string {
  if (exponent <= 0) return `0.${"0".repeat(-exponent)}${digits}`;
  if (exponent >= digits.length) return digits.padEnd(exponent, "0");
  return `${digits.slice(0, exponent)}.${digits.slice(exponent)}`;
}

function invert(bytes: Uint8Array): void {
  for (const [index, byte] of bytes.entries()) bytes[index] = 0xff - byte;
}
