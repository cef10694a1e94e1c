import { describe, expect, it } from "vitest";
import { refusalOf } from "../../testing/refusals.ts";
import { checkForm, type Fields } from "./check-form.ts";
import { formAnswer, keyOfForm } from "./form-answer.ts";
import { allowedSizes, readPostPolicy } from "./post-policy.ts";
import { putHeaders } from "./put-headers.ts";

const EXPIRATION = "2026-01-01T12:00:00Z";
const NOW = Date.parse("2026-01-01T11:00:00Z");

const encoded = (document: unknown): string => Buffer.from(JSON.stringify(document)).toString("base64");
const policyOf = (...conditions: unknown[]) => readPostPolicy(encoded({ expiration: EXPIRATION, conditions }));
const fieldsOf = (fields: Readonly<Record<string, string>>): Fields =>
  new Map(Object.entries(fields).map(([name, value]) => [name.toLowerCase(), { name, value }]));

const check = (conditions: readonly unknown[], fields: Readonly<Record<string, string>>): void =>
  checkForm(policyOf(...conditions), { fields: fieldsOf(fields), bucket: "photos", key: fields["key"] ?? "" }, NOW);
const denied = (conditions: readonly unknown[], fields: Readonly<Record<string, string>>): string =>
  refusalOf(() => check(conditions, fields));

describe("a policy is refused that", () => {
  it.each([
    ["is no JSON", Buffer.from("{").toString("base64"), "Invalid JSON."],
    ["is no object", encoded([]), "Invalid JSON."],
    ["has no expiration", encoded({ conditions: [] }), "Policy missing expiration."],
    ["has no conditions", encoded({ expiration: EXPIRATION }), "Policy missing conditions."],
    ["spells them otherwise", encoded({ expiration: EXPIRATION, CONDITIONS: [] }), "Unexpected: 'conditions'"],
    [
      "expires at no time in UTC",
      encoded({ expiration: "2011-09-13T07:52:58+02:00", conditions: [] }),
      "Invalid 'expiration' value: '2011-09-13T07:52:58+02:00'",
    ],
  ])("%s", (_what, policy, problem) => {
    expect(refusalOf(() => readPostPolicy(policy))).toBe(`InvalidPolicyDocument: Invalid Policy: ${problem}`);
  });

  it.each([
    [{}, "Invalid Simple-Condition: Simple-Conditions must have exactly one property specified."],
    [{ a: "b", c: "d" }, "Invalid Simple-Condition: Simple-Conditions must have exactly one property specified."],
    [{ "Content-Length": 1 }, "Invalid Simple-Condition: value must be a string."],
    [[], "Invalid Condition: missing operation identifier."],
    [["like", "$key", "a"], "Invalid Condition: unknown operation 'like'."],
    [["content-length-range", 0], "Invalid content-length-range: wrong number of arguments."],
    [["content-length-range", 0, 512.5], "Invalid JSON."],
    ["key", "Invalid condition test: must be a List or Object."],
  ])("has the condition %j", (condition, problem) => {
    expect(refusalOf(() => policyOf(condition))).toBe(`InvalidPolicyDocument: Invalid Policy: ${problem}`);
  });

  it("limits a size by what is no number", () => {
    expect(refusalOf(() => policyOf(["content-length-range", "test", "10"]))).toBe(
      'AccessDenied: Invalid according to Policy: Policy Condition failed: ["content-length-range", "test", "10"]',
    );
  });
});

describe("a form", () => {
  it("is what its policy wants, whatever the case of its fields' names", () => {
    const conditions = [
      { bUcKeT: "photos" },
      ["StArTs-WiTh", "$KeY", "user/"],
      { "x-amz-meta-UUID": "1" },
      ["eq", "$content-TYPE", "image/png"],
    ];
    const fields = {
      key: "user/a",
      "X-Amz-Meta-Uuid": "1",
      "Content-Type": "image/png",
      "x-ignore-me": "",
      policy: "",
    };
    expect(() => check(conditions, fields)).not.toThrow();
  });

  it.each([
    [["eq", "$acl", "private"], { acl: "public-read" }, '["eq", "$acl", "private"]'],
    [{ acl: "private" }, { acl: "Private" }, '["eq", "$acl", "private"]'],
    [["eq", "acl", "private"], { acl: "private" }, '["eq", "acl", "private"]'],
    [["starts-with", "$key", "user/"], { key: "other" }, '["starts-with", "$key", "user/"]'],
    [["starts-with", "$Content-Type", ""], {}, '["starts-with", "$Content-Type", ""]'],
    [{ bucket: "others" }, { bucket: "others" }, '["eq", "$bucket", "others"]'],
    [
      ["eq", "$Content-Disposition", 'filename="test.png"'],
      { "Content-Disposition": "" },
      String.raw`["eq", "$Content-Disposition", "filename=\"test.png\""]`,
    ],
  ])("is refused where %j fails for %j", (condition, fields, text) => {
    expect(denied([condition], fields)).toBe(
      `AccessDenied: Invalid according to Policy: Policy Condition failed: ${text}`,
    );
  });

  it("has a list of types of which each must begin so", () => {
    const condition = ["starts-with", "$Content-Type", "image/"];
    expect(() => check([condition], { "Content-Type": "image/jpg,image/png" })).not.toThrow();
    expect(denied([condition], { "Content-Type": "image/jpg,text/plain" })).toContain("Policy Condition failed");
  });

  it("is refused with a field that no condition is about", () => {
    const fields = { key: "a", StorageClass: "x", other: "" };
    expect(denied([{ key: "a" }], fields)).toBe(
      "AccessDenied: Invalid according to Policy: Extra input fields: StorageClass, other",
    );
  });

  it("is refused when its policy has expired", () => {
    const form = { fields: fieldsOf({}), bucket: "photos", key: "a" };
    expect(() => checkForm(policyOf(), form, Date.parse(EXPIRATION))).not.toThrow();
    expect(refusalOf(() => checkForm(policyOf(), form, Date.parse(EXPIRATION) + 1))).toBe(
      "AccessDenied: Invalid according to Policy: Policy expired.",
    );
  });

  it("may be of the sizes that all conditions allow", () => {
    expect(allowedSizes(policyOf())).toEqual({ min: 0, max: Number.POSITIVE_INFINITY });
    const policy = policyOf(["content-length-range", 5, 20], ["content-length-range", "1", "10"]);
    expect(allowedSizes(policy)).toEqual({ min: 5, max: 10 });
  });

  it("names its object after its file", () => {
    expect(keyOfForm("user/${filename}/${filename}", "a$&.txt")).toBe("user/a$&.txt/a$&.txt");
    expect(keyOfForm("user/${filename}", "")).toBe("user/");
    expect(keyOfForm("user/${filename}", undefined)).toBe("user/${filename}");
  });

  it("becomes headers of PutObject, and none by which that would be another operation", () => {
    const fields = fieldsOf({
      key: "a",
      acl: "public-read",
      "Content-Type": "text/plain",
      "x-amz-meta-a": "ü",
      "x-amz-copy-source": "/b/c",
      Expires: "soon",
      success_action_status: "200",
    });
    expect(putHeaders(fields, "a=b")).toEqual({
      "content-type": "text/plain",
      "x-amz-meta-a": "Ã¼",
      expires: "soon",
      "x-amz-acl": "public-read",
      "x-amz-tagging": "a=b",
    });
  });
});

describe("a form is answered", () => {
  const uploaded = { bucket: "photos", key: "a b/ü.txt", etag: '"e"', bucketUrl: "http://localhost:4566/photos" };
  const location = "http://localhost:4566/photos/a%20b%2F%C3%BC.txt";
  const none = { redirect: undefined, status: undefined };

  it.each([
    ["200", 200, false],
    ["201", 201, true],
    ["204", 204, false],
    ["404", 204, false],
    [undefined, 204, false],
  ])("with the status %s", (status, answered, shows) => {
    expect(formAnswer(uploaded, { ...none, status })).toEqual({ status: answered, location, shows });
  });

  it.each([
    ["https://e.example/done", "https://e.example/done?bucket=photos&key=a+b%2F%C3%BC.txt&etag=%22e%22"],
    ["https://e.example/?a=b c", "https://e.example/?a=b c&bucket=photos&key=a+b%2F%C3%BC.txt&etag=%22e%22"],
    ["https://e.example/ü\r\n", "https://e.example/%C3%BC%0D%0A?bucket=photos&key=a+b%2F%C3%BC.txt&etag=%22e%22"],
  ])("by sending on to %j", (redirect, expected) => {
    expect(formAnswer(uploaded, { ...none, redirect })).toEqual({ status: 303, location: expected, shows: false });
  });

  it("as if it had not asked to be sent on, where that is no URL", () => {
    expect(formAnswer(uploaded, { redirect: "/relative", status: "200" }).status).toBe(200);
  });
});
