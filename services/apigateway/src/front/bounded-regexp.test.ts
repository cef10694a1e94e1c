import { describe, expect, it, test } from "vitest";
import { boundedRegExp, matchesWhole } from "./bounded-regexp.ts";
import { Interrupted } from "./interruptibly.ts";

const matches = (pattern: string, text: string): boolean =>
  boundedRegExp(pattern).on(text, (expression) => expression.test(text));

describe("a bounded expression", () => {
  test.each([
    ["a.c", "abc", true],
    ["^(a+)+$", "aaa", true],
    ["(?i)ABC", "abc", true],
    ["ABC", "abc", false],
  ])("%s on %s: %s", (pattern, text, expected) => {
    expect(matches(pattern, text)).toBe(expected);
  });

  test.each(["^(a+)+$", "(a|a)*c", `${"(a|a)".repeat(40)}c`])(
    "%s is stopped where it would go on for ever",
    (pattern) => {
      expect(() => matches(pattern, `${"a".repeat(60)}b`)).toThrow(Interrupted);
    },
  );

  it("is of use again after it was stopped, and within itself", () => {
    expect(() => matches("^(a+)+$", `${"a".repeat(60)}b`)).toThrow(Interrupted);
    const twice = boundedRegExp("(x+)(y+)", "g").on("xyxxyy", (expression) =>
      "xyxxyy".replace(expression, (match) => String(matches("^(x+)(y+)$", match))),
    );
    expect(twice).toBe("truetrue");
  });

  it("says what is no expression", () => {
    expect(() => matches("(", "a")).toThrow(SyntaxError);
  });
});

it("a pattern is of a whole text with its flags in front, and with no lines of the text for its end", () => {
  expect(matchesWhole("(?s).*failed.*", "one\nfailed\ntwo")).toBe(true);
  expect(matchesWhole("(?i)(?s)ERROR.*", "error\n!")).toBe(true);
  expect(matchesWhole("(?m)error", "error\nof another kind")).toBe(false);
  expect(matchesWhole("error|fault", "a fault")).toBe(false);
  expect(matchesWhole("5\\d{2}", "503")).toBe(true);
  expect(matchesWhole("", "")).toBe(true);
  expect(() => matchesWhole("a)|(?:.*", "anything")).toThrow(SyntaxError);
  expect(() => matchesWhole("(a+)+b", "a".repeat(40))).toThrow(Interrupted);
});
