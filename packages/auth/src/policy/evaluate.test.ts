import { describe, expect, test } from "vitest";
import { accessDenied } from "./access-denied.ts";
import { type AccessRequest, evaluate } from "./evaluate.ts";
import { type Policy, parsePolicy } from "./policy.ts";
import type { Principal } from "./principal.ts";

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html and its sub-pages
const ACCOUNT = "111111111111";
const QUEUE = `arn:aws:sqs:eu-west-1:${ACCOUNT}:jobs`;

const USER: Principal = {
  type: "AWS",
  account: ACCOUNT,
  arn: `arn:aws:iam::${ACCOUNT}:user/dev/alice`,
  id: "AIDAALICE",
};
const ROOT: Principal = { type: "AWS", account: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:root`, id: ACCOUNT };
const SESSION: Principal = {
  type: "AWS",
  account: ACCOUNT,
  arn: `arn:aws:sts::${ACCOUNT}:assumed-role/deploy/ci`,
  id: "AROADEPLOY:ci",
  roleArn: `arn:aws:iam::${ACCOUNT}:role/ops/deploy`,
};
const STRANGER: Principal = {
  type: "AWS",
  account: "222222222222",
  arn: "arn:aws:iam::222222222222:user/bob",
  id: "AIDABOB",
};
const SNS: Principal = { type: "Service", name: "sns.amazonaws.com" };
const ANYBODY: Principal = { type: "Anonymous" };

type StatementText = Readonly<Record<string, unknown>>;
const SEND = { Effect: "Allow", Action: "sqs:SendMessage", Resource: QUEUE };
const policy = (statement: StatementText): Policy =>
  parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement: { ...SEND, ...statement } }));
const notAction = (action: string): Policy => policy({ Action: undefined, NotAction: action });
const notResource = (arn: string): Policy => policy({ Resource: undefined, NotResource: arn });
const ALLOW = policy({});
const DENY = policy({ Effect: "Deny", Sid: "No", Action: "sqs:*", Resource: "*" });
const ELSE = policy({ Action: "s3:*", Resource: "*" });
const grantTo = (principal: unknown, more: StatementText = {}): Policy => policy({ Principal: principal, ...more });

function decide(request: Partial<AccessRequest>): string {
  const decision = evaluate({
    principal: USER,
    action: "sqs:SendMessage",
    resource: QUEUE,
    context: {},
    identityPolicies: [],
    ...request,
  });
  return `${decision.decision} by ${decision.by}`;
}

describe("identity policies", () => {
  test("nothing is allowed that no policy allows", () => {
    expect(decide({})).toBe("implicitDeny by identity");
    expect(decide({ identityPolicies: [ELSE] })).toBe("implicitDeny by identity");
    expect(decide({ identityPolicies: [ELSE, ALLOW] })).toBe("allow by identity");
  });

  test("a Deny anywhere wins over every Allow, and says which statement it was", () => {
    expect(decide({ identityPolicies: [ALLOW, DENY] })).toBe("explicitDeny by identity");
    expect(decide({ identityPolicies: [ALLOW], permissionsBoundary: DENY })).toBe("explicitDeny by boundary");
    expect(decide({ principal: SESSION, identityPolicies: [ALLOW], sessionPolicies: [DENY] })).toBe(
      "explicitDeny by session",
    );
    const deny = policy({ Effect: "Deny", Sid: "NotToday", Principal: "*" });
    expect(decide({ identityPolicies: [ALLOW], resourcePolicy: deny })).toBe("explicitDeny by resource");
    expect(decide({ principal: ROOT, resourcePolicy: deny })).toBe("explicitDeny by resource");
    expect(
      evaluate({
        principal: ROOT,
        action: "sqs:SendMessage",
        resource: QUEUE,
        context: {},
        identityPolicies: [],
        resourcePolicy: deny,
      }),
    ).toEqual({ decision: "explicitDeny", by: "resource", sid: "NotToday" });
  });

  test("a boundary and session policies allow nothing by themselves, and limit everything", () => {
    expect(decide({ permissionsBoundary: ALLOW })).toBe("implicitDeny by identity");
    expect(decide({ identityPolicies: [ALLOW], permissionsBoundary: ELSE })).toBe("implicitDeny by boundary");
    expect(decide({ identityPolicies: [ALLOW], permissionsBoundary: ALLOW })).toBe("allow by identity");
    const session = { principal: SESSION, identityPolicies: [ALLOW] };
    expect(decide({ ...session, sessionPolicies: [ELSE] })).toBe("implicitDeny by session");
    expect(decide({ ...session, sessionPolicies: [] })).toBe("implicitDeny by session");
    expect(decide({ ...session, sessionPolicies: [ELSE, ALLOW] })).toBe("allow by identity");
  });

  test("an account's root may do everything in its account", () => {
    expect(decide({ principal: ROOT })).toBe("allow by root");
    expect(decide({ principal: ROOT, resource: "*" })).toBe("allow by root");
  });

  test("actions are compared without their case, resources with it", () => {
    expect(decide({ identityPolicies: [policy({ Action: "SQS:sendMESSAGE" })] })).toBe("allow by identity");
    expect(decide({ identityPolicies: [policy({ Action: "sqs:Send*" })] })).toBe("allow by identity");
    expect(decide({ identityPolicies: [policy({ Resource: QUEUE.replace("jobs", "Jobs") })] })).toBe(
      "implicitDeny by identity",
    );
    expect(decide({ identityPolicies: [policy({ Resource: "arn:aws:sqs:*:*:j?bs" })] })).toBe("allow by identity");
  });

  test("NotAction and NotResource are all but what they name", () => {
    expect(decide({ identityPolicies: [notAction("iam:*")] })).toBe("allow by identity");
    expect(decide({ identityPolicies: [notAction("sqs:*")] })).toBe("implicitDeny by identity");
    expect(decide({ identityPolicies: [notResource("arn:aws:sqs:*:*:other")] })).toBe("allow by identity");
    expect(decide({ identityPolicies: [notResource(QUEUE)] })).toBe("implicitDeny by identity");
  });

  test("variables and conditions know who asks", () => {
    const own = policy({ Resource: "arn:aws:sqs:*:${aws:PrincipalAccount}:${aws:username}" });
    const resource = QUEUE.replace("jobs", "alice");
    expect(decide({ identityPolicies: [own], resource })).toBe("allow by identity");
    expect(decide({ identityPolicies: [own] })).toBe("implicitDeny by identity");
    const when = (condition: unknown) => ({ identityPolicies: [policy({ Condition: condition })] });
    expect(decide(when({ StringEquals: { "aws:PrincipalType": "User" } }))).toBe("allow by identity");
    const ofRole = { ArnEquals: { "AWS:principalarn": "arn:aws:iam::*:role/ops/deploy" } };
    expect(decide({ principal: SESSION, ...when(ofRole) })).toBe("allow by identity");
    expect(decide(when(ofRole))).toBe("implicitDeny by identity");
  });

  test("every condition of a statement must hold", () => {
    const identityPolicies = [
      policy({ Condition: { IpAddress: { "aws:SourceIp": "10.0.0.0/8" }, Bool: { "aws:SecureTransport": true } } }),
    ];
    const context = { "aws:SourceIp": "10.1.2.3", "aws:SecureTransport": "true" };
    expect(decide({ identityPolicies, context })).toBe("allow by identity");
    expect(decide({ identityPolicies, context: { ...context, "aws:SecureTransport": "false" } })).toBe(
      "implicitDeny by identity",
    );
    expect(decide({ identityPolicies, context: { ...context, "aws:SourceIp": "11.1.2.3" } })).toBe(
      "implicitDeny by identity",
    );
  });
});

describe("a resource's policy, within the account", () => {
  test.each([
    ["the user's ARN", { AWS: USER.arn }],
    ["the user's id, which stands for a deleted one", { AWS: "AIDAALICE" }],
    ["everybody", "*"],
    ["every AWS principal", { AWS: ["*"] }],
  ])("allows by itself what it allows to %s", (_who, principal) => {
    expect(decide({ resourcePolicy: grantTo(principal) })).toBe("allow by resource");
    // A user's boundary does not reach a grant to the user.
    expect(decide({ resourcePolicy: grantTo(principal), permissionsBoundary: ELSE })).toBe("allow by resource");
  });

  test.each([{ AWS: ACCOUNT }, { AWS: ROOT.arn }])(
    "leaves to the account's policies what it allows to the account (%j)",
    (principal) => {
      expect(decide({ resourcePolicy: grantTo(principal) })).toBe("implicitDeny by identity");
      expect(decide({ resourcePolicy: grantTo(principal), identityPolicies: [ALLOW] })).toBe("allow by identity");
      expect(decide({ resourcePolicy: grantTo(principal), principal: ROOT })).toBe("allow by root");
    },
  );

  test("limits a grant to the role by boundary and session, and not one to the session", () => {
    const role = { principal: SESSION, resourcePolicy: grantTo({ AWS: "arn:aws:iam::111111111111:role/ops/deploy" }) };
    expect(decide(role)).toBe("allow by resource");
    expect(decide({ ...role, permissionsBoundary: ELSE })).toBe("implicitDeny by boundary");
    expect(decide({ ...role, sessionPolicies: [ELSE] })).toBe("implicitDeny by session");
    const session = { principal: SESSION, resourcePolicy: grantTo({ AWS: SESSION.arn }) };
    expect(decide({ ...session, permissionsBoundary: ELSE, sessionPolicies: [ELSE] })).toBe("allow by resource");
    const everyone = { principal: SESSION, resourcePolicy: grantTo("*") };
    expect(decide(everyone)).toBe("allow by resource");
    expect(decide({ ...everyone, sessionPolicies: [ELSE] })).toBe("implicitDeny by session");
  });

  test("knows a session's role without its path", () => {
    const { roleArn: _, ...session } = SESSION;
    const resourcePolicy = grantTo({ AWS: "arn:aws:iam::111111111111:role/deploy" });
    expect(decide({ principal: session, resourcePolicy })).toBe("allow by resource");
    expect(decide({ principal: SESSION, resourcePolicy })).toBe("implicitDeny by identity");
  });

  test("knows nobody by a part of the ARN", () => {
    expect(decide({ resourcePolicy: grantTo({ AWS: `arn:aws:iam::${ACCOUNT}:user/dev/*` }) })).toBe(
      "implicitDeny by identity",
    );
    expect(decide({ resourcePolicy: grantTo({ Service: USER.arn }) })).toBe("implicitDeny by identity");
  });

  test("with NotPrincipal denies all but whom it names", () => {
    const resourcePolicy = policy({ Effect: "Deny", NotPrincipal: { AWS: USER.arn } });
    expect(decide({ identityPolicies: [ALLOW], resourcePolicy })).toBe("allow by identity");
    expect(decide({ principal: SESSION, identityPolicies: [ALLOW], resourcePolicy })).toBe("explicitDeny by resource");
  });

  test("must allow, where it is a role's trust or a key's policy", () => {
    const trust = { resourcePolicyMustAllow: true, identityPolicies: [ALLOW] };
    expect(decide({ ...trust, resourcePolicy: grantTo({ AWS: STRANGER.account }) })).toBe("implicitDeny by resource");
    expect(decide({ ...trust, resourcePolicy: grantTo({ AWS: ACCOUNT }) })).toBe("allow by identity");
    expect(decide({ ...trust, resourcePolicy: grantTo({ AWS: ACCOUNT }), identityPolicies: [] })).toBe(
      "implicitDeny by identity",
    );
    expect(decide({ ...trust, resourcePolicy: grantTo({ AWS: USER.arn }), identityPolicies: [] })).toBe(
      "allow by resource",
    );
    expect(decide({ ...trust, principal: ROOT })).toBe("implicitDeny by resource");
  });

  test("without a principal allows nothing", () => {
    expect(decide({ resourcePolicy: ALLOW })).toBe("implicitDeny by identity");
  });

  test("names an account of S3's by its canonical user", () => {
    const principal = { ...USER, canonicalUserId: "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be" };
    const resourcePolicy = grantTo({ CanonicalUser: principal.canonicalUserId });
    expect(decide({ principal, resourcePolicy })).toBe("implicitDeny by identity");
    const elsewhere = { ...STRANGER, canonicalUserId: principal.canonicalUserId };
    expect(decide({ principal: elsewhere, resourcePolicy, identityPolicies: [ALLOW] })).toBe("allow by resource");
  });
});

describe("another account", () => {
  test("needs both sides' word", () => {
    const resourcePolicy = grantTo({ AWS: STRANGER.account });
    const stranger = { principal: STRANGER };
    expect(decide({ ...stranger, identityPolicies: [ALLOW] })).toBe("implicitDeny by resource");
    expect(decide({ ...stranger, resourcePolicy })).toBe("implicitDeny by identity");
    expect(decide({ ...stranger, resourcePolicy, identityPolicies: [ALLOW] })).toBe("allow by resource");
    expect(decide({ ...stranger, resourcePolicy: grantTo({ AWS: STRANGER.arn }) })).toBe("implicitDeny by identity");
    expect(
      decide({ ...stranger, resourcePolicy: grantTo("*"), identityPolicies: [ALLOW], permissionsBoundary: ELSE }),
    ).toBe("implicitDeny by boundary");
  });

  test("has a root that needs the resource's word only", () => {
    const principal: Principal = {
      type: "AWS",
      account: "222222222222",
      arn: "arn:aws:iam::222222222222:root",
      id: "222222222222",
    };
    expect(decide({ principal })).toBe("implicitDeny by resource");
    expect(decide({ principal, resourcePolicy: grantTo({ AWS: "222222222222" }) })).toBe("allow by resource");
  });

  test("may own what the ARN does not say", () => {
    const s3 = { action: "s3:GetObject", resource: "arn:aws:s3:::bucket/key", identityPolicies: [ELSE] };
    expect(decide(s3)).toBe("allow by identity");
    expect(decide({ ...s3, resourceAccount: "222222222222" })).toBe("implicitDeny by resource");
  });
});

describe("who has no account", () => {
  test("a service needs the resource's word, and its conditions", () => {
    const condition = { ArnEquals: { "aws:SourceArn": `arn:aws:sns:eu-west-1:${ACCOUNT}:news` } };
    const resourcePolicy = grantTo({ Service: "sns.amazonaws.com" }, { Condition: condition });
    const context = { "aws:SourceArn": `arn:aws:sns:eu-west-1:${ACCOUNT}:news` };
    expect(decide({ principal: SNS })).toBe("implicitDeny by resource");
    expect(decide({ principal: SNS, resourcePolicy, context })).toBe("allow by resource");
    expect(
      decide({ principal: SNS, resourcePolicy, context: { "aws:SourceArn": "arn:aws:sns:eu-west-1:1:news" } }),
    ).toBe("implicitDeny by resource");
    expect(decide({ principal: { type: "Service", name: "s3.amazonaws.com" }, resourcePolicy, context })).toBe(
      "implicitDeny by resource",
    );
    // A star is for services too.
    expect(decide({ principal: SNS, resourcePolicy: grantTo({ AWS: "*" }, { Condition: condition }), context })).toBe(
      "allow by resource",
    );
    const onlyServices = grantTo("*", { Condition: { Bool: { "aws:PrincipalIsAWSService": "true" } } });
    expect(decide({ principal: SNS, resourcePolicy: onlyServices })).toBe("allow by resource");
    expect(decide({ resourcePolicy: onlyServices })).toBe("implicitDeny by identity");
  });

  test("anybody may do what everybody may", () => {
    expect(decide({ principal: ANYBODY })).toBe("implicitDeny by resource");
    expect(decide({ principal: ANYBODY, resourcePolicy: grantTo("*") })).toBe("allow by resource");
    expect(decide({ principal: ANYBODY, resourcePolicy: grantTo({ AWS: ACCOUNT }) })).toBe("implicitDeny by resource");
  });

  test("a token of an identity provider opens a role that trusts it", () => {
    const principal: Principal = { type: "Federated", provider: "cognito-identity.amazonaws.com" };
    const trust = policy({
      Action: "sts:AssumeRoleWithWebIdentity",
      Resource: undefined,
      Principal: { Federated: "cognito-identity.amazonaws.com" },
      Condition: { StringEquals: { "cognito-identity.amazonaws.com:aud": "pool" } },
    });
    const request = {
      principal,
      action: "sts:AssumeRoleWithWebIdentity",
      resource: `arn:aws:iam::${ACCOUNT}:role/guest`,
      resourcePolicy: trust,
    };
    expect(decide({ ...request, context: { "cognito-identity.amazonaws.com:aud": "pool" } })).toBe("allow by resource");
    expect(decide({ ...request, context: { "cognito-identity.amazonaws.com:aud": "puddle" } })).toBe(
      "implicitDeny by resource",
    );
  });
});

describe("a denial", () => {
  const request = { principal: SESSION, action: "sqs:SendMessage", resource: QUEUE };
  const USER_SENTENCE = `User: arn:aws:sts::${ACCOUNT}:assumed-role/deploy/ci is not authorized to perform: sqs:SendMessage on resource: ${QUEUE}`;

  test.each([
    ["identity", "because no identity-based policy allows the sqs:SendMessage action"],
    ["resource", "because no resource-based policy allows the sqs:SendMessage action"],
    ["boundary", "because no permissions boundary allows the sqs:SendMessage action"],
    ["session", "because no session policy allows the sqs:SendMessage action"],
  ] as const)("for want of an Allow in the %s policy is worded as AWS words it", (by, reason) => {
    expect(accessDenied(request, { decision: "implicitDeny", by }, "restJson")).toMatchObject({
      code: "AccessDeniedException",
      status: 403,
      message: `${USER_SENTENCE} ${reason}`,
    });
  });

  test.each([
    ["identity", "with an explicit deny in an identity-based policy"],
    ["resource", "with an explicit deny in a resource-based policy"],
    ["boundary", "with an explicit deny in a permissions boundary"],
    ["session", "with an explicit deny in a session policy"],
  ] as const)("by a Deny in the %s policy is worded as AWS words it", (by, reason) => {
    expect(accessDenied(request, { decision: "explicitDeny", by, sid: undefined }, "json").message).toBe(
      `${USER_SENTENCE} ${reason}`,
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
});
