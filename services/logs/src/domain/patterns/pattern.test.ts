import { refusal } from "@skylab/service/testing";
import { describe, expect, it } from "vitest";
import { compilePattern } from "./pattern.ts";

const matches = (pattern: string, message: string): boolean => compilePattern(pattern).matches(message);

const refused = (pattern: string): Promise<string> =>
  refusal(Promise.resolve().then(() => compilePattern(pattern, "Invalid metric filter pattern")));

describe("terms", () => {
  it.each([
    ["", "anything"],
    [" ", "anything"],
    ["ERROR", "[ERROR] A fatal exception has occurred"],
    ["ERROR", "Exiting with ERRORCODE: -1"],
    ["ERROR Exception", "[ERROR] Caught IllegalArgumentException"],
    ['"INTERNAL SERVER ERROR"', "[ERROR 500] INTERNAL SERVER ERROR"],
    ['"a \\"b\\""', 'a "b"'],
    ["?ERROR ?WARN", "WARN message"],
    ["?ERROR ?WARN", "ERROR message"],
    ["ERROR -WARN", "ERROR message"],
    ['"ERROR" - "Exiting"', "ERROR message"],
    ["-WARN", "ERROR message"],
    ["?absent ERROR", "ERROR message"],
  ])("%s is found in %s", (pattern, message) => expect(matches(pattern, message)).toBe(true));

  it.each([
    ["ERROR", "error"],
    ["ERROR WARN", "ERROR message"],
    ["ERROR -WARN", "ERROR WARN message"],
    ['"ERROR" - "Exiting"', "Exiting with ERRORCODE: -1"],
    ["?ERROR ?WARN", "INFO message"],
    ['"ERROR WARN"', "WARN ERROR"],
  ])("%s is not found in %s", (pattern, message) => expect(matches(pattern, message)).toBe(false));

  it.each([
    ["?Status: timeout", ":"],
    ["(a", "("],
    ["`a", "`"],
    ["a[b", "["],
    ["a,b", ","],
  ])("in %s AWS does not take %s", async (pattern, term) =>
    expect(await refused(pattern)).toBe(`InvalidParameterException: Invalid character(s) in term '${term}'`),
  );
});

// What TestMetricFilter of AWS answered others who recorded it.
const RECORDED = JSON.stringify({
  eventType: "UpdateTrail",
  sourceIPAddress: "111.111.111.111",
  someInt: 123,
  someFloat: 12.34,
  someObject: {},
  someEscaped: 'error "message"',
  someArray: [],
  arrayKey: ["value", "another value"],
  objectList: [
    { name: "a", id: 1 },
    { name: "b", id: 2 },
  ],
  SomeObject: null,
  ThisFlag: true,
}).replace(/}$/, ',"someFloat2": 12.0}');

describe("JSON", () => {
  it.each([
    "$.eventType = UpdateTrail",
    '$.eventType = "UpdateTrail"',
    '$.eventType = "*Trail"',
    "$.eventType = Update*",
    '$.eventType = "*date*"',
    '$.eventType != "NoTrail"',
    "$.sourceIPAddress != 123.123.*",
    "$.sourceIPAddress = 111.111.*",
    "$.sourceIPAddress = *.111.111.111",
    "$.sourceIPAddress != 111*111",
    "$.someInt = 123",
    "$.someInt = 123.0",
    '$.someInt = "123"',
    '$.someInt != "123.0"',
    "$.someInt = *",
    "$.someInt = 12*",
    "$.someInt != 111",
    "$.someInt > 1",
    "$.someInt <= 1e3",
    "$.someFloat = *.34",
    "$.someFloat >= 1.0",
    "$.someFloat2 = 12",
    '$.someFloat2 != "12"',
    '$.someEscaped = "error \\"message\\""',
    '$.arrayKey[0] = "value"',
    '$.arrayKey[*] = "another value"',
    "$.objectList[1].id    = 2",
    "$.objectList[*].name = b",
    "$.SomeObject IS NULL",
    "$.SomeOtherObject NOT EXISTS",
    "$.ThisFlag IS TRUE",
    "$['eventType'] = UpdateTrail",
    "$.eventType = %^Up.*l$%",
    "$.eventType = x || $.someInt = 123 && $.someFloat = 12.34",
    "($.eventType = x || $.someInt = 123) && ($.SomeObject IS NULL)",
  ])("{ %s } matches", (pattern) => expect(matches(`{ ${pattern} }`, RECORDED)).toBe(true));

  it.each([
    '$.notExisted = "UpdateTrail"',
    '$.notExisted != "UpdateTrail"',
    "$.sourceIPAddress = 11*1",
    "$.someInt != 123",
    '$.someInt != "123"',
    "$.eventType >= 123",
    '$.someArray != "someString"',
    '$.someObject = "someString"',
    '$.ThisFlag[0] = "value"',
    "$.objectList[1].number = 2",
    "$.ThisFlag IS FALSE",
    "$.eventType IS NULL",
    "$.__proto__ = x",
    "$.eventType = UpdateTrail && ($.someInt = 1 || $.someInt = 2)",
  ])("{ %s } does not match", (pattern) => expect(matches(`{ ${pattern} }`, RECORDED)).toBe(false));

  it("what is no JSON never matches", () => {
    for (const message of ["", "text", '{"a": ', '"a"', '{"a": 1} more'])
      expect(matches("{ $.b NOT EXISTS }", message)).toBe(false);
  });

  it("a number that somebody made up is none that anything trips over", () => {
    expect(matches("{ $.a = 1 }", '{"a": {"\\u0000number": {"b": 2}}}')).toBe(false);
  });

  it.each([
    ['{ $.someInt >= "123" }', `Invalid character(s) in term '"123"'`],
    ["{ $.someInt >= someString }", "Invalid character(s) in term 'someString'"],
    [`{ $."sc-status" = 5* }`, `Invalid character(s) in term '$."'`],
    ["{ $.a = 1", "Invalid metric filter pattern"],
    ["{ $.a }", "Invalid metric filter pattern"],
    ["{ $.a = 1 } x", "Invalid metric filter pattern"],
    ["{ ($.a = 1 }", "Invalid metric filter pattern"],
    ["{ $.a = %(a)% }", "Invalid metric filter pattern"],
  ])("%s is refused", async (pattern, words) =>
    expect(await refused(pattern)).toBe(`InvalidParameterException: ${words}`),
  );

  it("the values that it names are told by their selectors", () => {
    const { extract } = compilePattern("{ $.eventType = * && $.someFloat2 > 1 && $.none NOT EXISTS }");
    expect(extract(RECORDED)).toEqual({ "$.eventType": "UpdateTrail", "$.someFloat2": "12.0" });
  });
});

const LINE = '127.0.0.1 - frank [10/Oct/2000:13:25:15 -0700] "GET /index.html HTTP/1.0" 404 1534';

describe("fields", () => {
  it.each([
    "[ip, user, username, timestamp, request, status_code, bytes]",
    "[ip, user, username, timestamp, request, status_code = 4*, bytes > 1000]",
    "[ip, user, username, timestamp, request = *html*, status_code = 4* && status_code != 403, bytes]",
    "[..., status_code = 404 || status_code = 410, bytes]",
    "[ip = 127.0.0.1, ...]",
    '[ip = "127.0.0.1", user, ..., status_code, bytes]',
    "[ip=%127\\.0\\.0\\.[1-9]%, ...]",
    "[...]",
    "[..., request=*.html*, status_code=4*,]",
  ])("%s matches", (pattern) => expect(matches(pattern, LINE)).toBe(true));

  it.each([
    "[ip, user]",
    "[ip, user, username, timestamp, request, status_code, bytes, more]",
    "[ip, user, username, timestamp, request, status_code = 2*, bytes]",
    "[..., bytes < 1000]",
    "[ip != 127.0.0.1, ...]",
  ])("%s does not match", (pattern) => expect(matches(pattern, LINE)).toBe(false));

  it("are told by their names, or by their numbers", () => {
    expect(compilePattern("[..., request=*.html*, status_code=4*,]").extract(LINE)).toEqual({
      $1: "127.0.0.1",
      $2: "-",
      $3: "frank",
      $4: "10/Oct/2000:13:25:15 -0700",
      $request: "GET /index.html HTTP/1.0",
      $status_code: "404",
      $7: "1534",
    });
  });

  it.each(["[a", "[a b]", "[..., ...]", "[a = ]", "[a] b", "[a=1 && =2 x]"])("%s is refused", async (pattern) =>
    expect(await refused(pattern)).toBe("InvalidParameterException: Invalid metric filter pattern"),
  );
});

describe("regular expressions", () => {
  it.each([
    ["AUTHORIZED", "[ERROR 401] UNAUTHORIZED REQUEST"],
    ["^ab", "abc"],
    ["bc$", "abc"],
    ["colou?r", "color"],
    ["[Ee]rror|[Ff]ail", "a fail"],
    ["\\d{3}", "x123"],
    ["\\d{2,}-", "1234-"],
    ["^\\d{1,3}\\.\\d+$", "10.25"],
    ["a.*c", "a b c"],
    ["[^a-y]", "abcz"],
    ["\\x41B", "AB"],
    ["a+b", "caab"],
    ["\\S", " x"],
    ["[\\d]\\$", "7$"],
  ])("%s is found in %s", (source, message) => expect(matches(`%${source}%`, message)).toBe(true));

  it.each([
    ["^b", "ab"],
    ["a$", "ab"],
    ["\\d{3}", "12a3"],
    ["^\\d{1,3}\\.$", "1234."],
    ["a.c", "ac"],
    ["x+", ""],
  ])("%s is not found in %s", (source, message) => expect(matches(`%${source}%`, message)).toBe(false));

  it("agrees with JavaScript's own", () => {
    const atoms = ["a", "b", ".", "[ab]", "[^a]", "\\d", "\\w"];
    const times = ["", "*", "+", "?", "{2}", "{1,2}", "{1,}"];
    let seed = 7;
    const pick = (from: readonly string[]): string => {
      seed = (seed * 1_664_525 + 1_013_904_223) % 2 ** 32;
      return from[Math.floor((seed / 2 ** 32) * from.length)] ?? "";
    };
    for (let turn = 0; turn < 2_000; turn += 1) {
      const part = (): string => Array.from({ length: 3 }, () => pick(atoms) + pick(times)).join("");
      const source = pick(["", "^"]) + part() + pick(["", "$"]) + pick(["", `|${part()}`]);
      const text = Array.from({ length: 6 }, () => pick(["a", "b", "1", "-"])).join("");
      expect([source, text, matches(`%${source}%`, text)]).toEqual([source, text, new RegExp(source).test(text)]);
    }
  });

  it("takes no time that grows with a power of the text", () => {
    expect(matches(`%${"a*".repeat(30)}b%`, "a".repeat(50_000))).toBe(false);
  });

  it.each(["%(a)%", "%a b%", "%a{3%", "%[a%", "%*%", "%%", "%a{9999}%"])("%s is refused", async (pattern) =>
    expect(await refused(pattern)).toContain("InvalidParameterException"),
  );
});
