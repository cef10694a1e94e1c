import { describe, expect, it } from "vitest";
import { valueOf } from "../testing/ask.ts";

describe("functions", () => {
  it.each([
    ["abs(-3)", "3"],
    ["ceil(1.2)", "2"],
    ["floor(-1.2)", "-2"],
    ["round(1.5)", "2"],
    ["sqrt(2)", "1.4142"],
    ["log(1)", "0"],
    ["greatest(1, 3, 2)", "3"],
    ["least(1, 3, 2)", "1"],
    ["toNumber('12')", "12"],
    ["10 / 4", "2.5"],
    ["2 + 3 * 4 - -1", "15"],
    ["(2 + 3) * 4", "20"],
    ["concat('a', 1, 'b')", "a1b"],
    ["trim('  a ')", "a"],
    ["ltrim('xxa', 'x')", "a"],
    ["rtrim('  a ')", "  a"],
    ["strlen('ün𝄞')", "3"],
    ["toupper('ab')", "AB"],
    ["toLower('AB')", "ab"],
    ["substr('abcdef', 2)", "cdef"],
    ["substr('abcdef', 2, 3)", "cde"],
    ["replace('a-b-c', '-', '+')", "a+b+c"],
    ["replace('abc', '', 'x')", "abc"],
    ["strcontains('abc', 'B')", "0"],
    ["strcontains('abc', 'B', true)", "1"],
    ["startsWith('abc', 'ab')", "1"],
    ["endsWith('abc', 'ab')", "0"],
    ["coalesce(missing, 'b')", "b"],
    ["ispresent(missing)", "0"],
    ["isempty('')", "1"],
    ["isblank('  ')", "1"],
    ["isValidIp('::1')", "1"],
    ["isValidIpV4('256.0.0.1')", "0"],
    ["isValidIpV6('::1')", "1"],
    ["isIpInSubnet('2001:db8::1', '2001:db8::/32')", "1"],
    ["isIpv6InSubnet('10.0.0.1', '10.0.0.0/8')", "0"],
    ["isIpv4InSubnet('10.0.0.1', 'nonsense')", "0"],
    ["datefloor(@timestamp, 1d)", "2024-01-01 00:00:00.000"],
    ["datefloor(fromMillis(1704153599999), 1h)", "2024-01-01 23:00:00.000"],
    ["dateceil(fromMillis(1704153599999), 2hours)", "2024-01-02 00:00:00.000"],
    ["datefloor(fromMillis(1709294400000), 1w)", "2024-02-26 00:00:00.000"],
    ["datefloor(fromMillis(1709294400000), 1mo)", "2024-03-01 00:00:00.000"],
    ["dateceil(fromMillis(1709294400001), 1qtr)", "2024-04-01 00:00:00.000"],
    ["datefloor(fromMillis(1709294400000), 1y)", "2024-01-01 00:00:00.000"],
    ["toMillis(@timestamp)", "1704067200000"],
    ["toMillis('2024-01-01 00:00:00.000')", "1704067200000"],
    ["now()", "1704067200"],
    ["jsonStringify(jsonParse('{\"a\": [1, null]}'))", '{"a":[1,null]}'],
    ["jsonParse('[4, 5]')[1]", "5"],
  ])("%s is %s", (expression, value) => expect(valueOf(expression)).toBe(value));

  it.each(["abs('x')", "sqrt(-1)", "1 / 0", "abs(missing)", "jsonParse('{')", "trim(missing)", "fromMillis('x')"])(
    "%s is nothing",
    (expression) => {
      expect(valueOf(expression)).toBeUndefined();
    },
  );

  it.each(["toString", "__proto__", "constructor"])("a field of the name %s is missing where it is", (name) => {
    expect(valueOf(`\`${name}\``, "{}")).toBeUndefined();
  });
});
