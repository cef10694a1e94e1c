import { describe, expect, test } from "vitest";
import { compileCondition } from "./condition.ts";
import { type Context, lookupIn } from "./context.ts";

/** Whether a request with this context meets `operator`: `key` is one of `values`. */
function meets(operator: string, values: readonly string[], asked: string | readonly string[] | undefined): boolean {
  const condition = compileCondition({ operator, key: "test:Key", values }, true);
  if (!condition) throw new Error(`no such operator: ${operator}`);
  const context: Context = { "aws:username": "alice", ...(asked !== undefined && { "TEST:key": asked }) };
  return condition(lookupIn(context, { type: "Anonymous" }));
}

describe("condition operators", () => {
  test.each([
    ["StringEquals", "a", "a", "A"],
    ["StringEquals", "${aws:username}", "alice", "bob"],
    ["StringEquals", "a*", "a*", "ab"],
    ["StringNotEquals", "a", "b", "a"],
    ["StringEqualsIgnoreCase", "Äb", "äB", "c"],
    ["StringEqualsIgnoreCase", "${aws:username}", "ALICE", "bob"],
    ["StringNotEqualsIgnoreCase", "a", "b", "A"],
    ["StringLike", "home/${aws:username}/*", "home/alice/x", "home/bob/x"],
    ["StringNotLike", "a?c", "ac", "abc"],
    ["NumericEquals", "10", "10.0", "11"],
    ["NumericNotEquals", "10", "11", "10"],
    ["NumericLessThan", "10", "9.5", "10"],
    ["NumericLessThanEquals", "10", "10", "10.1"],
    ["NumericGreaterThan", "-1", "0", "-1"],
    ["NumericGreaterThanEquals", "1e3", "1000", "999"],
    ["NumericEquals", "10", "10", "ten"],
    ["NumericEquals", "0", "0", ""],
    ["DateEquals", "2026-01-01T00:00:00Z", "2026-01-01T01:00:00+01:00", "2026-01-01T00:00:01Z"],
    ["DateNotEquals", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", "2026-01-01"],
    ["DateLessThan", "2026-01-01T00:00:00Z", "2025-12-31T23:59:59Z", "2026-01-01T00:00:00Z"],
    ["DateGreaterThan", "1767225600", "2026-01-01T00:00:01Z", "2026-01-01T00:00:00Z"],
    ["DateLessThanEquals", "2026-01-01T00:00:00Z", "1767225600", "1767225601"],
    ["DateGreaterThanEquals", "2026-01-01T00:00:00Z", "1767225600", "never"],
    ["Bool", "true", "True", "false"],
    ["BinaryEquals", "QmluYXJ5", "QmluYXJ5", "QmluYXJ6"],
    ["IpAddress", "203.0.113.0/24", "203.0.113.9", "203.0.114.9"],
    ["IpAddress", "203.0.113.77/24", "203.0.113.9", "203.0.112.9"],
    ["IpAddress", "203.0.113.9", "203.0.113.9", "203.0.113.8"],
    ["IpAddress", "0.0.0.0/0", "8.8.8.8", "not an address"],
    ["IpAddress", "2001:db8:1234::/48", "2001:db8:1234:5::1", "2001:db8:1235::1"],
    ["IpAddress", "203.0.113.0/24", "::ffff:203.0.113.9", "::ffff:203.0.114.9"],
    ["NotIpAddress", "203.0.113.0/24", "198.51.100.1", "203.0.113.9"],
    [
      "ArnEquals",
      "arn:aws:sns:*:123456789012:t*",
      "arn:aws:sns:eu-west-1:123456789012:topic",
      "arn:aws:sns:a:999:123456789012:t",
    ],
    ["ArnLike", "arn:aws:s3:::bucket/*", "arn:aws:s3:::bucket/a:b", "arn:aws:s3::123456789012:bucket/a"],
    ["ArnLike", "arn:aws:iam::*:user/${aws:username}", "arn:aws:iam::1:user/alice", "arn:aws:iam::1:user/bob"],
    ["ArnLike", "*", "arn:aws:iam::1:user/alice", undefined],
    ["ArnNotEquals", "arn:aws:sns:*:*:a", "arn:aws:sns:r:1:b", "arn:aws:sns:r:1:a"],
    ["ArnNotLike", "arn:aws:sns:*:*:a*", "arn:aws:sns:r:1:b", "arn:aws:sns:r:1:ab"],
  ])("%s %j holds for %j and not for %j", (...[operator, value, right, wrong]) => {
    expect(meets(operator, [value], right)).toBe(true);
    expect(meets(operator, [value], wrong)).toBe(false);
  });

  test("one of several values will do; of a negated operator none may", () => {
    expect(meets("StringEquals", ["a", "b"], "b")).toBe(true);
    expect(meets("StringNotEquals", ["a", "b"], "b")).toBe(false);
    expect(meets("StringNotEquals", ["a", "b"], "c")).toBe(true);
    expect(meets("StringNotEquals", ["a", "b"], ["c", "d"])).toBe(true);
    expect(meets("StringNotEquals", ["a", "b"], ["c", "b"])).toBe(false);
  });

  test("a key that the request lacks fails a positive operator and passes a negated one", () => {
    expect(meets("StringEquals", ["a"], undefined)).toBe(false);
    expect(meets("Bool", ["false"], undefined)).toBe(false);
    expect(meets("NumericLessThan", ["9"], undefined)).toBe(false);
    expect(meets("StringNotEquals", ["a"], undefined)).toBe(true);
    expect(meets("NotIpAddress", ["203.0.113.0/24"], undefined)).toBe(true);
  });

  test("…IfExists passes what the request lacks, and asks of what it has", () => {
    expect(meets("StringEqualsIfExists", ["a"], undefined)).toBe(true);
    expect(meets("StringEqualsIfExists", ["a"], "b")).toBe(false);
    expect(meets("ForAnyValue:StringLikeIfExists", ["a*"], undefined)).toBe(true);
  });

  test("Null tells whether the request has the key", () => {
    expect(meets("Null", ["true"], undefined)).toBe(true);
    expect(meets("Null", ["true"], "a")).toBe(false);
    expect(meets("Null", ["false"], "a")).toBe(true);
    expect(meets("Null", ["false"], undefined)).toBe(false);
  });

  test.each([
    ["ForAllValues:StringEquals", ["a", "b"], true],
    ["ForAllValues:StringEquals", ["a", "c"], false],
    ["ForAllValues:StringEquals", [], true],
    ["ForAllValues:StringEquals", undefined, true],
    ["ForAnyValue:StringEquals", ["c", "b"], true],
    ["ForAnyValue:StringEquals", ["c", "d"], false],
    ["ForAnyValue:StringEquals", [], false],
    ["ForAnyValue:StringEquals", undefined, false],
    ["ForAllValues:StringNotEquals", ["c", "d"], true],
    ["ForAllValues:StringNotEquals", ["c", "a"], false],
    ["ForAnyValue:StringNotEquals", ["c", "a"], true],
    ["ForAnyValue:StringNotEquals", ["a", "b"], false],
    ["ForAnyValue:StringNotEquals", undefined, false],
  ])('%s ["a", "b"] of %j is %s', (operator, asked, holds) => {
    expect(meets(operator, ["a", "b"], asked)).toBe(holds);
  });

  test.each(["StringIs", "", "ForAllValues:", "ForSomeValues:StringEquals", "NullIfExists", "toString"])(
    "there is no operator %j",
    (operator) => {
      expect(compileCondition({ operator, key: "a", values: ["b"] }, true)).toBeUndefined();
    },
  );

  test.each(["203.0.113.0/33", "2001:db8::/129", "203.0.113.0/x", "anywhere", "1.2.3.4/-1", "1.2.3.4/1.5"])(
    "the range %s holds nobody",
    (range) => {
      expect(meets("IpAddress", [range], "203.0.113.1")).toBe(false);
    },
  );
});
