import { describe, expect, test } from "vitest";
import { accessDenied } from "./access-denied.ts";
import { ACCOUNT, ANYBODY, QUEUE, SESSION, SESSION_ARN, SNS } from "./table/case.ts";

// https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
const request = { principal: SESSION, action: "sqs:SendMessage", resource: QUEUE };
const SENTENCE = `User: ${SESSION_ARN} is not authorized to perform: sqs:SendMessage on resource: ${QUEUE}`;

describe("a denial", () => {
  test.each([
    ["identity", "because no identity-based policy allows the sqs:SendMessage action"],
    ["resource", "because no resource-based policy allows the sqs:SendMessage action"],
    ["boundary", "because no permissions boundary allows the sqs:SendMessage action"],
    ["session", "because no session policy allows the sqs:SendMessage action"],
  ] as const)("for want of an Allow in the %s policy is worded as AWS words it", (by, reason) => {
    expect(accessDenied(request, { decision: "implicitDeny", by }, "restJson")).toMatchObject({
      code: "AccessDeniedException",
      status: 403,
      message: `${SENTENCE} ${reason}`,
    });
  });

  test.each([
    ["identity", "with an explicit deny in an identity-based policy"],
    ["resource", "with an explicit deny in a resource-based policy"],
    ["boundary", "with an explicit deny in a permissions boundary"],
    ["session", "with an explicit deny in a session policy"],
  ] as const)("by a Deny in the %s policy is worded as AWS words it", (by, reason) => {
    expect(accessDenied(request, { decision: "explicitDeny", by, sid: undefined }, "json").message).toBe(
      `${SENTENCE} ${reason}`,
    );
  });

  test.each([
    ["identity", "with an explicit deny in an identity-based policy"],
    ["boundary", "with an explicit deny in a permissions boundary"],
  ] as const)("by a managed %s policy names it", (by, reason) => {
    const policyArn = `arn:aws:iam::${ACCOUNT}:policy/never`;
    expect(accessDenied(request, { decision: "explicitDeny", by, sid: undefined, policyArn }, "json").message).toBe(
      `${SENTENCE} ${reason}: ${policyArn}`,
    );
  });

  test("of an action on no resource is on a star", () => {
    const of = { ...request, action: "lambda:ListFunctions", resource: "*" };
    expect(accessDenied(of, { decision: "implicitDeny", by: "identity" }, "restJson").message).toBe(
      `User: ${SESSION_ARN} is not authorized to perform: lambda:ListFunctions on resource: * because no identity-based policy allows the lambda:ListFunctions action`,
    );
  });

  test.each([
    ["json", { code: "AccessDeniedException", status: 400, queryCode: "AccessDenied" }],
    ["queryJson", { code: "AccessDeniedException", status: 403, queryCode: "AccessDenied" }],
    ["query", { code: "AccessDenied", status: 403 }],
  ] as const)("by a %s service has its own code and status", (family, codes) => {
    expect(accessDenied(request, { decision: "implicitDeny", by: "identity" }, family)).toMatchObject(codes);
  });

  test("by S3 quotes the resource, and calls anybody anonymous", () => {
    const of = { principal: ANYBODY, action: "s3:GetObject", resource: "arn:aws:s3:::b/k" };
    expect(accessDenied(of, { decision: "implicitDeny", by: "resource" }, "s3").message).toBe(
      'User: anonymous is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::b/k" because no resource-based policy allows the s3:GetObject action',
    );
  });

  test("of a service names it", () => {
    const denied = accessDenied({ ...request, principal: SNS }, { decision: "implicitDeny", by: "resource" }, "query");
    expect(denied.message).toContain("User: sns.amazonaws.com is not authorized");
  });
});
