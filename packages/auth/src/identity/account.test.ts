import { describe, expect, test } from "vitest";
import { accountOf } from "./account.ts";

describe("the account of an access key id", () => {
  test.each([
    ["123456789012", "123456789012"],
    ["000000000001", "000000000001"],
    ["test", "000000000000"],
    ["12345678901", "000000000000"],
    ["AKIAIOSFODNN7EXAMPLE", "000000000000"],
    ["", "000000000000"],
    ["__proto__", "000000000000"],
  ])("%j is %s", (accessKeyId, account) => {
    expect(accountOf(accessKeyId)).toBe(account);
  });

  // The encoding that AWS uses in AKIA… and ASIA…, published for ASIAQNZGKIQY56JQ7WML:
  // https://medium.com/@TalBeerySec/a-short-note-on-aws-key-id-f88cc4317489
  test.each([
    ["LSIAQNZGKIQY56JQ7WML", "029608264753"],
    ["LKIAQNZGKIQY56JQ7WML", "029608264753"],
    ["LKIAQNZGKIQYA6JQ7WML", "029608264752"],
    ["LSIAQAAAAAAAAAAAAAAA", "000000000000"],
    ["LSIAQAAAAAABAAAAAAAA", "000000000002"],
    ["LSIAAAAAAAAAAAAAAAAA", "000000000000"],
    ["LSIA7777777777777777", "000000000000"],
    ["LSIAQNZGKIQY56JQ7WM", "000000000000"],
    ["LSIAQNZGKIQY1189JQ7W", "000000000000"],
  ])("%s is %s, as LocalStack encodes it", (accessKeyId, account) => {
    expect(accountOf(accessKeyId)).toBe(account);
  });
});
