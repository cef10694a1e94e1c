import { describe, expect, test } from "vitest";
import { explain } from "./explain.ts";
import { contextKeysOf, type Policy, parsePolicy } from "./policy.ts";
import { ALICE, allow, deny, ELSE, QUEUE, type StatementText } from "./table/case.ts";

const policy = (...statements: readonly StatementText[]): Policy =>
  parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement: statements }));

const BASE = { principal: ALICE, action: "sqs:SendMessage", resource: QUEUE, context: {}, identityPolicies: [] };

describe("an explanation", () => {
  test("names the statements that took effect, the resource's first, allowing and denying", () => {
    const explanation = explain({
      ...BASE,
      identityPolicies: [policy(ELSE), policy(ELSE, allow({ Sid: "Send" }), deny({ Sid: "No" }))],
      resourcePolicy: policy(allow({ Principal: "*" })),
      permissionsBoundary: policy(allow({ Action: "*" })),
      sessionPolicies: [policy(allow({ Action: "sqs:*" }))],
    });
    expect(explanation.decision).toMatchObject({ decision: "explicitDeny", by: "identity", sid: "No" });
    expect(explanation.matched).toEqual([
      { kind: "resource", policy: 0, statement: 0, sid: undefined, effect: "Allow" },
      { kind: "identity", policy: 1, statement: 1, sid: "Send", effect: "Allow" },
      { kind: "identity", policy: 1, statement: 2, sid: "No", effect: "Deny" },
      { kind: "boundary", policy: 0, statement: 0, sid: undefined, effect: "Allow" },
      { kind: "session", policy: 0, statement: 0, sid: undefined, effect: "Allow" },
    ]);
  });

  test("names no statement where none took effect", () => {
    expect(explain({ ...BASE, identityPolicies: [policy(ELSE)] })).toEqual({
      decision: { decision: "implicitDeny", by: "identity" },
      matched: [],
      missingContextKeys: [],
    });
  });

  test("names the keys that statements about the action ask for and the request lacks", () => {
    const conditions = {
      Bool: { "aws:MultiFactorAuthPresent": "true" },
      StringEquals: { "aws:PrincipalTag/Team": "${aws:ResourceTag/Team}", "aws:username": "alice" },
    };
    const elsewhere = allow({ Action: "s3:*", Condition: { StringEquals: { "s3:prefix": "a" } } });
    const explanation = explain({
      ...BASE,
      identityPolicies: [policy(allow({ Condition: conditions }), elsewhere)],
      context: { "aws:PrincipalTag/team": "red" },
    });
    expect(explanation.missingContextKeys).toEqual(["aws:MultiFactorAuthPresent", "aws:ResourceTag/Team"]);
  });
});

describe("the context keys of a policy", () => {
  test("are those of variables and conditions, as IAM's own example has them", () => {
    const example = policy({
      Effect: "Allow",
      Action: "dynamodb:*",
      Resource: "arn:aws:dynamodb:us-west-2:123456789012:table/${aws:username}",
      Condition: { DateGreaterThan: { "aws:CurrentTime": "2015-08-16T12:00:00Z" } },
    });
    expect(contextKeysOf(example)).toEqual(["aws:username", "aws:CurrentTime"]);
  });

  test("are named once, whatever their case, and not those of texts that are no variables", () => {
    const given = policy(
      allow({ Condition: { StringLike: { "aws:SourceArn": "${aws:username}${*}" } } }),
      allow({ Condition: { NumericEquals: { "AWS:sourcearn": "${aws:userid}" } } }),
    );
    expect(contextKeysOf(given)).toEqual(["aws:SourceArn", "aws:username"]);
  });

  test("are none of variables before version 2012-10-17", () => {
    const old = parsePolicy(JSON.stringify({ Statement: allow({ Resource: "arn:aws:sqs:*:*:${aws:username}" }) }));
    expect(contextKeysOf(old)).toEqual([]);
  });
});
