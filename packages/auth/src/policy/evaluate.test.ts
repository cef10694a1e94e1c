import { describe, expect, test } from "vitest";
import { type AccessDecision, type AccessRequest, evaluate } from "./evaluate.ts";
import { type Policy, parsePolicy } from "./policy.ts";
import { ACCOUNT, ALICE, allow, deny, ELSE, FOREIGN_QUEUE, QUEUE, SESSION, type StatementText } from "./table/case.ts";

// What AWS documents of decisions is in table/; here is what a row there cannot say.

const policy = (...statements: readonly StatementText[]): Policy =>
  parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement: statements }));

const decide = (request: Partial<AccessRequest>): AccessDecision =>
  evaluate({
    principal: ALICE,
    action: "sqs:SendMessage",
    resource: QUEUE,
    context: {},
    identityPolicies: [],
    ...request,
  });

describe("several policies of a kind", () => {
  test("one of an identity's policies may allow, and any may deny", () => {
    expect(decide({ identityPolicies: [policy(ELSE), policy(allow())] }).decision).toBe("allow");
    expect(decide({ identityPolicies: [policy(allow()), policy(ELSE), policy(deny())] }).decision).toBe("explicitDeny");
  });

  test("one of a session's policies may allow, and none is none", () => {
    const session = { principal: SESSION, identityPolicies: [policy(allow())] };
    expect(decide({ ...session, sessionPolicies: [policy(ELSE), policy(allow())] }).decision).toBe("allow");
    expect(decide({ ...session, sessionPolicies: [] })).toEqual({ decision: "implicitDeny", by: "session" });
    expect(decide(session).decision).toBe("allow");
  });
});

describe("an explicit denial", () => {
  const NEVER = `arn:aws:iam::${ACCOUNT}:policy/never`;
  const never = parsePolicy(
    JSON.stringify({ Statement: deny({ Sid: "NotToday", Action: "sqs:*", Resource: "*" }) }),
    NEVER,
  );

  test("tells the statement and the managed policy", () => {
    expect(decide({ identityPolicies: [never] })).toEqual({
      decision: "explicitDeny",
      by: "identity",
      sid: "NotToday",
      policyArn: NEVER,
    });
  });

  test("does not tell the managed policy to another account's resource", () => {
    expect(decide({ identityPolicies: [never], resource: FOREIGN_QUEUE })).toMatchObject({
      decision: "explicitDeny",
      policyArn: undefined,
    });
  });
});

describe("a session without its role's ARN", () => {
  test("is taken for one of a role without path", () => {
    const { roleArn: _, ...principal } = SESSION;
    const resourcePolicy = policy(allow({ Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/deploy` } }));
    expect(decide({ principal, resourcePolicy }).decision).toBe("allow");
    expect(decide({ principal: SESSION, resourcePolicy }).decision).toBe("implicitDeny");
  });
});

describe("statements about many services", () => {
  /** An Allow for each of these actions alone, the queue's among them. */
  const many = policy(
    allow({ Action: "s3:GetObject", Resource: "*" }),
    allow({ Action: ["sns:Publish", "SQS:Send*"] }),
    allow({ Action: "s?s:ReceiveMessage" }),
    allow({ Action: "*:DeleteQueue" }),
    { Effect: "Allow", NotAction: "sqs:*", Resource: "*" },
  );

  test.each([
    ["sqs:SendMessage", "allow"],
    ["sqs:ReceiveMessage", "allow"],
    ["sqs:DeleteQueue", "allow"],
    ["sqs:PurgeQueue", "implicitDeny"],
    ["sns:Publish", "allow"],
    ["dynamodb:GetItem", "allow"],
    ["*", "allow"],
  ])("are found for %s: %s", (action, decision) => {
    expect(decide({ action, identityPolicies: [many] }).decision).toBe(decision);
  });
});
