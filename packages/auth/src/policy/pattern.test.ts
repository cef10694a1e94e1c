import { describe, expect, test } from "vitest";
import type { Lookup } from "./context.ts";
import { compilePattern } from "./pattern.ts";

const NOTHING: Lookup = () => undefined;
const GLOB = { wildcards: true, variables: true };
const matches = (pattern: string, value: string, values: Readonly<Record<string, readonly string[]>> = {}): boolean =>
  compilePattern(pattern, GLOB)(value, (key) => values[key]);

/** The meaning of wildcards, written down as plainly as can be. */
const plain = (pattern: string, value: string): boolean => {
  if (pattern === "") return value === "";
  if (pattern.startsWith("*"))
    return plain(pattern.slice(1), value) || (value !== "" && plain(pattern, value.slice(1)));
  return value !== "" && (pattern[0] === "?" || pattern[0] === value[0]) && plain(pattern.slice(1), value.slice(1));
};
/** Texts of some letters, one for each number. */
const textOf = (letters: string, number: number): string => {
  let text = "";
  for (let rest = number; rest > 0; rest = Math.floor(rest / letters.length)) text += letters[rest % letters.length];
  return text;
};

describe("wildcards", () => {
  test.each([
    ["*", ""],
    ["*", "anything"],
    ["", ""],
    ["abc", "abc"],
    ["a*", "a"],
    ["*c", "abc"],
    ["a*c", "ac"],
    ["a*b*c", "a-b-b-c"],
    ["a**c", "abc"],
    ["a?c", "abc"],
    ["???", "abc"],
    ["*?", "a"],
    ["?*b?*", "abbc"],
    ["*a?b*", "xxaabxx"],
    ["arn:aws:s3:::bucket/*/logs/*", "arn:aws:s3:::bucket/a/b/logs/c"],
    ["a.c", "a.c"],
    ["(a|b)+", "(a|b)+"],
  ])("%j matches %j", (pattern, value) => {
    expect(matches(pattern, value)).toBe(true);
  });

  test.each([
    ["", "a"],
    ["abc", "ab"],
    ["abc", "abcd"],
    ["a*c", "a"],
    ["ab*bc", "abc"],
    ["a?c", "ac"],
    ["?", ""],
    ["*?", ""],
    ["a*b*c", "a-c-b"],
    ["a.c", "abc"],
    ["ABC", "abc"],
  ])("%j does not match %j", (pattern, value) => {
    expect(matches(pattern, value)).toBe(false);
  });

  test("agree with a plain recursive reading on 20,000 small cases", () => {
    for (let turn = 0; turn < 20_000; turn++) {
      const pattern = textOf("a*b?", (turn * 7919) % 4096);
      const value = textOf("abb", (turn * 104_729) % 2187);
      expect(matches(pattern, value), `${pattern} on ${value}`).toBe(plain(pattern, value));
    }
  });

  test("many stars on a long value are no trouble", () => {
    expect(matches(`${"a*".repeat(500)}b`, "a".repeat(100_000))).toBe(false);
    expect(matches(`${"*a?".repeat(200)}b`, "a".repeat(20_000))).toBe(false);
  });

  test("count for nothing where a text is to be equal", () => {
    const literal = compilePattern("a*?", { wildcards: false, variables: true });
    expect(literal("a*?", NOTHING)).toBe(true);
    expect(literal("abc", NOTHING)).toBe(false);
  });
});

describe("policy variables", () => {
  const alice = { "aws:username": ["alice"], "aws:principaltag/team": ["red", "blue"], "s3:prefix": ["a*b"] };

  test("are the request's values, whatever their case", () => {
    expect(matches("home/${aws:username}/*", "home/alice/x", alice)).toBe(true);
    expect(matches("home/${AWS:UserName}/*", "home/alice/x", alice)).toBe(true);
    expect(matches("home/${aws:username}/*", "home/bob/x", alice)).toBe(false);
  });

  test("match nothing where the request has no such value, or several", () => {
    expect(matches("*${aws:unknown}*", "*${aws:unknown}*", alice)).toBe(false);
    expect(matches("${aws:PrincipalTag/team}", "red", alice)).toBe(false);
  });

  test("may have a default", () => {
    expect(matches("${aws:PrincipalTag/dept, 'every one'}/*", "every one/x", alice)).toBe(true);
    expect(matches("${aws:username, 'nobody'}", "alice", alice)).toBe(true);
  });

  test("bring no wildcards with them", () => {
    expect(matches("${s3:prefix}", "a*b", alice)).toBe(true);
    expect(matches("${s3:prefix}", "aXb", alice)).toBe(false);
  });

  test("spell a star, a question mark and a dollar sign", () => {
    expect(matches("a${*}b${?}c${$}", "a*b?c$")).toBe(true);
    expect(matches("a${*}b", "axb")).toBe(false);
  });

  test("are plain text before version 2012-10-17", () => {
    const old = compilePattern("${aws:username}", { wildcards: true, variables: false });
    expect(old("alice", (key) => (key === "aws:username" ? ["alice"] : undefined))).toBe(false);
    expect(old("${aws:username}", NOTHING)).toBe(true);
  });

  test("that are none are text", () => {
    expect(matches("a${}b$c${", "a${}b$c${")).toBe(true);
  });
});
