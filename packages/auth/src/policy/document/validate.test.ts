import { describe, expect, test } from "vitest";
import { parsePolicy } from "../policy.ts";
import { RECORDED_REFUSALS, RECORDED_VALID } from "./recorded-identity.ts";
import { validatePolicyDocument } from "./validate.ts";

const ALLOW = { Effect: "Allow", Action: "s3:ListBucket", Resource: "arn:aws:s3:::example_bucket" };
const TRUST = { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" };

const documentOf = (...statements: readonly unknown[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });

const malformed = (message: string): unknown =>
  expect.objectContaining({ code: "MalformedPolicyDocument", status: 400, message });

describe("a policy of a user, group or role", () => {
  test.each(RECORDED_REFUSALS)("like %j is refused by %j", (document, message) => {
    expect(() => validatePolicyDocument(JSON.stringify(document), "identity")).toThrow(malformed(message));
  });

  test.each(RECORDED_VALID)("may look like %j, and compiles", (document) => {
    const json = JSON.stringify(document);
    expect(() => validatePolicyDocument(json, "identity")).not.toThrow();
    expect(parsePolicy(json).statements.length).toBeGreaterThan(0);
  });

  test.each(["", "{", "null", "[]", '"a"'])("is not %j", (json) => {
    expect(() => validatePolicyDocument(json, "identity")).toThrow(malformed("Syntax errors in policy."));
  });

  test.each([
    [{ Principal: "*" }, "Policy document should not specify a principal."],
    [{ NotPrincipal: { AWS: "*" } }, "Policy document should not specify a principal."],
    [
      { Sid: "not-alphanumeric" },
      "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*",
    ],
    [{ Action: ":GetObject" }, "Vendor  is not valid"],
    [{ Action: "iam :Get" }, "Vendor iam  is not valid"],
    [{ Resource: "s3::example-bucket/*" }, 'Partition "" is not valid for resource "arn::example-bucket/*:*:*:*".'],
    [{ Resource: "arn:awss3::example-bucket/*" }, "The policy failed legacy parsing"],
    [
      { Resource: "arn:aws2:s3:::example-bucket/*" },
      'Partition "aws2" is not valid for resource "arn:aws2:s3:::example-bucket/*".',
    ],
    [{ Condition: { NullIfExists: { a: "true" } } }, "Syntax errors in policy."],
  ])("with %j is refused by %j", (elements, message) => {
    expect(() => validatePolicyDocument(documentOf({ ...ALLOW, ...elements }), "identity")).toThrow(malformed(message));
  });

  test.each([
    "arn:aws:iam::*:*",
    "arn:aws:iam::123456789012:root",
    "arn:aws:iam::${aws:PrincipalAccount}:role/${aws:username}",
    "arn:aws:iam::123456789012:us*",
    "arn:*:s3:::bucket",
    "arn:aws:s3:us-east-1:123456789012:accesspoint/mine",
    "arn:aws:s3:*:*:job/*",
    "arn:aws:sqs:*",
  ])("may name the resource %s", (resource) => {
    expect(() => validatePolicyDocument(documentOf({ ...ALLOW, Resource: resource }), "identity")).not.toThrow();
  });

  test("may hold numbers and booleans in conditions", () => {
    const condition = { Bool: { "aws:SecureTransport": true }, NumericLessThan: { "s3:max-keys": [10] } };
    expect(() => validatePolicyDocument(documentOf({ ...ALLOW, Condition: condition }), "identity")).not.toThrow();
  });
});

describe("a session policy", () => {
  test("may be of an older version, and needs actions and resources", () => {
    const old = JSON.stringify({ Version: "2008-10-17", Statement: [ALLOW] });
    expect(() => validatePolicyDocument(old, "session")).not.toThrow();
    expect(() => validatePolicyDocument(documentOf({ ...ALLOW, Resource: undefined }), "session")).toThrow(
      malformed("Policy statement must contain resources."),
    );
  });

  test("must be JSON", () => {
    expect(() => validatePolicyDocument("{", "session")).toThrow(
      malformed("The policy is not in the valid JSON format."),
    );
  });
});

describe("a role's trust policy", () => {
  test.each([
    { Service: "lambda.amazonaws.com" },
    { Service: ["ec2.amazonaws.com", "sqs.amazonaws.com"] },
    { AWS: "*" },
    { AWS: "123456789012" },
    { AWS: ["arn:aws:iam::123456789012:root", "arn:aws:iam::123456789012:role/path/name"] },
    { AWS: "arn:aws:sts::123456789012:assumed-role/name/session" },
    { AWS: "AROAEXAMPLEEXAMPLE123" },
    { Federated: "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" },
    { Federated: "accounts.google.com" },
  ])("may trust %j", (principal) => {
    expect(() => validatePolicyDocument(documentOf({ ...TRUST, Principal: principal }), "trust")).not.toThrow();
  });

  test.each([
    [{ Resource: "*" }, "Has prohibited field Resource"],
    [{ Resource: "*", Principal: undefined, Action: "ssm:GetParameter" }, "Has prohibited field Resource"],
    [{ NotResource: "*" }, "AssumeRole policy must not contain resources."],
    [{ Effect: undefined }, "Missing required field Effect"],
    [{ Effect: "Maybe" }, "Invalid effect: Maybe"],
    [{ Principal: undefined }, "Missing required field Principal"],
    [{ Principal: {} }, "Missing required field Principal cannot be empty!"],
    [{ Principal: "*" }, 'AssumeRolepolicy contained an invalid principal: "STAR":"*".'],
    [{ Principal: "somebody" }, "Principal must be a JSON object."],
    [{ Principal: { User: "a" } }, 'Invalid principal in policy: "User"'],
    [{ Principal: { AWS: "somebody" } }, 'Invalid principal in policy: "AWS":"somebody"'],
    [
      { Principal: { AWS: "arn:aws:iam::123456789012:user/*" } },
      'Invalid principal in policy: "AWS":"arn:aws:iam::123456789012:user/*"',
    ],
    [{ Principal: { Service: "nobody" } }, 'Invalid principal in policy: "SERVICE":"nobody"'],
    [{ Principal: { Federated: "nobody" } }, 'Invalid principal in policy: "FEDERATED":"nobody"'],
    [
      { Principal: { Federated: "cognito-identity.amazonaws.com" }, Action: "sts:AssumeRoleWithWebIdentity" },
      "A condition block must be present for the Cognito provider",
    ],
    [{ NotPrincipal: { AWS: "*" } }, "Allow with NotPrincipal is not allowed."],
    [{ Effect: "Deny", NotPrincipal: { AWS: "*" } }, "AssumeRole policy must not contain NotPrincipal field."],
    [{ Action: undefined }, "Missing required field Action"],
    [{ Action: "s3:GetObject" }, "AssumeRole policy may only specify STS AssumeRole actions."],
    [{ Action: "*" }, "AssumeRole policy may only specify STS AssumeRole actions."],
    [{ Condition: { StringIs: { a: "b" } } }, "Invalid Condition type : StringIs."],
    [{ Extra: 1 }, "Unknown field Extra"],
  ])("with %j is refused by %j", (elements, message) => {
    expect(() => validatePolicyDocument(documentOf({ ...TRUST, ...elements }), "trust")).toThrow(malformed(message));
  });

  test.each([
    ["{", "This policy contains invalid Json"],
    ["", "This policy contains invalid Json"],
    ["[]", "This policy contains invalid Json"],
    ["null", "This text appears not to be a policy"],
    ["{}", "Missing required field Statement"],
    ['{"Version":"2012-10-17","Statement":[]}', "Could not parse the policy: Statement is empty!"],
    ['{"Version":"2020-01-01","Statement":[{}]}', "The policy must contain a valid version string"],
    ['{"Statements":[]}', "Unknown field Statements"],
  ])("that is %s is refused by %j", (json, message) => {
    expect(() => validatePolicyDocument(json, "trust")).toThrow(malformed(message));
  });

  test("has each Sid once", () => {
    const twice = documentOf({ ...TRUST, Sid: "a" }, { ...TRUST, Sid: "a" });
    expect(() => validatePolicyDocument(twice, "trust")).toThrow(
      malformed("The Statement Ids in the policy are not unique"),
    );
  });
});

describe("a resource's policy", () => {
  const GRANT = { ...ALLOW, Principal: "*" };

  test.each([{}, { Principal: { AWS: "123456789012" } }, { Effect: "Deny", Principal: undefined, NotPrincipal: "*" }])(
    "may hold %j",
    (elements) => {
      expect(() => validatePolicyDocument(documentOf({ ...GRANT, ...elements }), "resource")).not.toThrow();
    },
  );

  test.each([
    [{ Principal: undefined }, "Missing required field Principal"],
    [{ Principal: {} }, "Missing required field Principal cannot be empty!"],
    [{ Resource: undefined }, "Missing required field Resource"],
    [{ Resource: "bucket" }, "Policy has invalid resource"],
    [{ Action: "GetObject" }, "Policy has invalid action"],
  ])("with %j is refused by %j", (elements, message) => {
    expect(() => validatePolicyDocument(documentOf({ ...GRANT, ...elements }), "resource")).toThrow(malformed(message));
  });
});
