import { expect, test } from "vitest";
import { addNumbers, normalizeNumber, numberSize, subtractNumbers } from "./number.ts";

const NOT_NUMERIC = "The parameter cannot be converted to a numeric value";
const OVERFLOW = "Number overflow. Attempting to store a number with magnitude larger than supported range";
const UNDERFLOW = "Number underflow. Attempting to store a number with magnitude smaller than supported range";

test.each([
  ["0", "0"],
  ["-0", "0"],
  ["0e125", "0"],
  ["+7", "7"],
  ["0042.1200", "42.12"],
  ["1.5E2", "150"],
  ["12e-3", "0.012"],
  ["-.5", "-0.5"],
  ["0000012345678901234567890123456789012345678", "12345678901234567890123456789012345678"],
  ["-00001.23456789012345678901234567890123456780000", "-1.2345678901234567890123456789012345678"],
  ["0009.99999999999999999999999999999999999990000e125", "9".repeat(38) + "0".repeat(88)],
  ["0001.000e-130", `0.${"0".repeat(129)}1`],
])("%s is stored as %s", (text, normal) => {
  expect(normalizeNumber(text)).toBe(normal);
  expect(normalizeNumber(normal)).toBe(normal);
});

// As AWS answers: https://github.com/paritysuite/dynamodb-conformance, captured in October 2026.
test.each([
  ["1e99999999999", OVERFLOW],
  ["-1e99999999999", OVERFLOW],
  ["1e-99999999999", UNDERFLOW],
  ["1e126", OVERFLOW],
  ["1e-131", UNDERFLOW],
  ["0e126", OVERFLOW],
  ["0e-131", UNDERFLOW],
  ["1e9223372036854775808", `${NOT_NUMERIC}: 1e9223372036854775808`],
  ["abc", `${NOT_NUMERIC}: abc`],
  ["1.2.3", `${NOT_NUMERIC}: 1.2.3`],
  ["", `${NOT_NUMERIC}: `],
  [" 1", `${NOT_NUMERIC}:  1`],
  ["0x10", `${NOT_NUMERIC}: 0x10`],
  ["1e", `${NOT_NUMERIC}: 1e`],
  ["NaN", `${NOT_NUMERIC}: NaN`],
  ["1234567890123456789012345678901234567890", "Attempting to store more than 38 significant digits in a Number"],
])("%j is refused", (text, message) => {
  expect(() => normalizeNumber(text)).toThrow(message);
});

// As AWS counts: https://github.com/paritysuite/dynamodb-conformance, captured in August 2026.
test.each([
  ["0", 1],
  ["1", 2],
  ["12", 2],
  ["123", 3],
  ["1234", 3],
  ["12345678901234567890123456789012345678", 20],
  ["100", 2],
  ["1010", 3],
  ["0.0000001", 2],
  ["1E125", 2],
  ["1E-100", 2],
  ["1.5", 3],
  ["15", 2],
  ["1.234", 4],
  ["3.14159", 5],
  ["123456", 4],
  ["100.5", 4],
  ["0.15", 2],
  ["-42", 3],
])("%s takes %i bytes", (text, bytes) => {
  expect(numberSize(normalizeNumber(text))).toBe(bytes);
});

test("sums and differences are exact, and as long and as large as numbers may be", () => {
  expect(addNumbers("0.1", "0.2")).toBe("0.3");
  expect(subtractNumbers("1", "1")).toBe("0");
  expect(addNumbers(normalizeNumber("1.5e-129"), normalizeNumber("-1.5e-129"))).toBe("0");
  expect(addNumbers("99999999999999999999999999999999999999", "1")).toBe(`1${"0".repeat(38)}`);
  expect(() => addNumbers("10000000000000000000000000000000000000", "0.1")).toThrow("38 significant digits");
  const large = normalizeNumber("9.9e125");
  expect(() => addNumbers(large, large)).toThrow(OVERFLOW);
});
