import { describe, expect, test } from "vitest";
import { parsePolicy } from "./policy.ts";

const ALLOW = { Effect: "Allow", Action: "sqs:*", Resource: "*" };
const documentOf = (document: unknown): string => JSON.stringify(document);

describe("policy documents", () => {
  test.each([
    { Statement: ALLOW },
    { Version: "2012-10-17", Id: "mine", Statement: [ALLOW, { ...ALLOW, Sid: "second", Effect: "Deny" }] },
    { Version: "2008-10-17", Statement: [{ Effect: "Allow", NotAction: ["a:b"], NotResource: ["c"] }] },
    { Statement: { Effect: "Allow", Principal: "*", Action: "sts:AssumeRole" } },
    {
      Statement: {
        ...ALLOW,
        Principal: { AWS: "1", Service: ["a"], Federated: "b", CanonicalUser: "c" },
        Condition: { Bool: { "aws:SecureTransport": false }, NumericLessThan: { a: [1, "2"] } },
      },
    },
  ])("may look like %j", (document) => {
    expect(parsePolicy(documentOf(document)).statements.length).toBeGreaterThan(0);
  });

  test.each([
    [{ ...ALLOW, Effect: "allow" }, "Syntax errors in policy."],
    [{ ...ALLOW, Effect: undefined }, "Syntax errors in policy."],
    [{ ...ALLOW, Action: undefined }, "Syntax errors in policy."],
    [{ ...ALLOW, Action: 1 }, "Syntax errors in policy."],
    [{ ...ALLOW, NotAction: "a:b" }, "Syntax errors in policy."],
    [{ ...ALLOW, Resource: [null] }, "Syntax errors in policy."],
    [{ ...ALLOW, Sid: 1 }, "Syntax errors in policy."],
    [{ ...ALLOW, Extra: 1 }, "Syntax errors in policy."],
    [{ ...ALLOW, Principal: "somebody" }, "Syntax errors in policy."],
    [{ ...ALLOW, Principal: { Aws: "*" } }, "Syntax errors in policy."],
    [{ ...ALLOW, Condition: [] }, "Syntax errors in policy."],
    [{ ...ALLOW, Condition: { StringEquals: { a: null } } }, "Syntax errors in policy."],
    [{ ...ALLOW, Condition: { StringIs: { a: "b" } } }, "Invalid Condition type : StringIs."],
    ["text", "Syntax errors in policy."],
  ])("with the statement %j are malformed", (statement, message) => {
    expect(() => parsePolicy(documentOf({ Statement: statement }))).toThrow(
      expect.objectContaining({ code: "MalformedPolicyDocument", status: 400, message }),
    );
  });

  test.each(["", "{", "null", "[]", "1", "{}", '{"Statement":[]}', '{"Version":"2020-01-01","Statement":{}}'])(
    "do not look like %j",
    (json) => {
      expect(() => parsePolicy(json)).toThrow(expect.objectContaining({ code: "MalformedPolicyDocument" }));
    },
  );
});
