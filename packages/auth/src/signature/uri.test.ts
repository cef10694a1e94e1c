import { describe, expect, test } from "vitest";
import { canonicalPath, canonicalQuery, canonicalS3Path, queryParameters } from "./uri.ts";

describe("canonical paths", () => {
  test.each([
    ["", "/"],
    ["/", "/"],
    ["//a//b/", "/a/b/"],
    ["/a/../../b/./c", "/b/c"],
    ["/a b", "/a%20b"],
    ["/a%20b", "/a%2520b"],
    ["/a(1)", "/a%281%29"],
    ["/arn:aws:sqs/%2Fx", "/arn%3Aaws%3Asqs/%252Fx"],
  ])("%j is signed as %j by most services", (path, canonical) => {
    expect(canonicalPath(path)).toBe(canonical);
  });

  test.each([
    ["", "/"],
    ["/a/../b//c", "/a/../b//c"],
    ["/a%20b+c", "/a%20b%2Bc"],
    ["/a(1)%28", "/a%281%29%28"],
    ["/%c3%bc%7e", "/%C3%BC~"],
    ["/a%2fb", "/a/b"],
    ["/100%", "/100%25"],
    ["/%zz", "/%25zz"],
  ])("%j is signed as %j by S3", (path, canonical) => {
    expect(canonicalS3Path(path, "/")).toBe(canonical);
  });
});

describe("canonical queries", () => {
  test.each([
    ["acl", "acl="],
    ["b=2&a=1&b=1&a", "a=&a=1&b=1&b=2"],
    ["a=b=c", "a=b%3Dc"],
    ["a=%2f%7E%e4", "a=%2F~%E4"],
    ["a=1&&b=2", "a=1&b=2"],
    ["a=%", "a=%25"],
    ["X-Amz-Signature=abc&a=1", "a=1"],
    ["B=1&a=1&%C3%A4=1", "%C3%A4=1&B=1&a=1"],
  ])("%j is signed as %j", (query, canonical) => {
    expect(canonicalQuery(query, "%20")).toBe(canonical);
  });

  test("a plus sign is what the reader takes it for", () => {
    expect(canonicalQuery("a=b+c", "%20")).toBe("a=b%20c");
    expect(canonicalQuery("a=b+c", "%2B")).toBe("a=b%2Bc");
  });

  test("parameters are decoded, and what cannot be stays", () => {
    const parameters = queryParameters("a=b+c%2F&a=second&%ff=%zz&flag&__proto__=x");
    expect([...parameters]).toEqual([
      ["a", "b c/"],
      ["%ff", "%zz"],
      ["flag", ""],
      ["__proto__", "x"],
    ]);
  });
});
