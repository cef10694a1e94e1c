import { describe, expect, it } from "vitest";
import { encodeBase32, findStep, stepAt, totp } from "./totp.ts";

/** https://www.rfc-editor.org/rfc/rfc6238#appendix-B */
const SEED = Buffer.from("12345678901234567890");

describe("a time-based one-time password", () => {
  it.each([
    [59, "287082"],
    [1_111_111_109, "081804"],
    [1_111_111_111, "050471"],
    [1_234_567_890, "005924"],
    [2_000_000_000, "279037"],
    [20_000_000_000, "353130"],
  ])("is what RFC 6238 says at %d seconds", (seconds, code) => {
    expect(totp(SEED, stepAt(seconds * 1000))).toBe(code);
  });

  it("is found among the steps around", () => {
    expect(findStep(SEED, [totp(SEED, 100)], { first: 99, last: 101 })).toBe(100);
    expect(findStep(SEED, [totp(SEED, 100)], { first: 101, last: 103 })).toBeUndefined();
  });

  it("counts twice only in its order", () => {
    const codes = [totp(SEED, 100), totp(SEED, 101)];
    expect(findStep(SEED, codes, { first: 90, last: 110 })).toBe(101);
    expect(findStep(SEED, codes.toReversed(), { first: 90, last: 110 })).toBeUndefined();
  });
});

describe("a seed", () => {
  it("is written as RFC 4648 writes base32", () => {
    expect(encodeBase32(Buffer.from("foobar"))).toBe("MZXW6YTBOI");
    expect(encodeBase32(SEED)).toBe("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
  });
});
