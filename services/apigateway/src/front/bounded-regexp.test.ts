import { describe, expect, it, test } from "vitest";
import { boundedRegExp } from "./bounded-regexp.ts";
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
