import { type Context, type Entitlements, NOBODY, type Policy, parsePolicy } from "@skylab/auth";
import { movableClock, randomIds } from "@skylab/aws";
import { pino } from "pino";
import { describe, expect, it } from "vitest";
import type { Frame } from "../frame.ts";
import { createMetrics } from "../metrics.ts";
import type { Call, Denial, Permission } from "../service-definition.ts";
import { authorize } from "./authorize.ts";
import type { PreparedRule } from "./prepare.ts";

const QUEUE = "arn:aws:sqs:us-east-1:111122223333:orders";
const frame: Frame = {
  clock: movableClock(),
  ids: randomIds,
  log: pino({ level: "silent" }),
  metrics: createMetrics(),
  region: "us-east-1",
  quotas: "off",
  auth: { mode: "open", rootKey: { accessKeyId: "test", secretAccessKey: "test" } },
};

const callBy = (arn: string): Call => {
  const account = arn.split(":")[4] ?? "";
  return {
    requestId: "r",
    caller: { account, arn, id: account, accessKeyId: undefined },
    place: { account, region: "us-east-1" },
    endpoint: "http://localhost:4566",
    head: { method: "POST", path: "/", query: "", headers: { "user-agent": "aws-cli" } },
    sourceIp: "127.0.0.1",
    signal: AbortSignal.timeout(60_000),
    clock: frame.clock,
    ids: randomIds,
    refusalOf: () => Promise.resolve(undefined),
  };
};
const owner = callBy("arn:aws:iam::111122223333:root");
const stranger = callBy("arn:aws:iam::444455556666:root");

/** Access to the queue under its policy. */
const sending = (statement?: object): PreparedRule => ({
  action: "sqs:SendMessage",
  unsigned: false,
  on: () => ({
    resource: QUEUE,
    policy: statement && JSON.stringify({ Version: "2012-10-17", Statement: [statement] }),
  }),
  also: undefined,
});

const inWords = (denial: Denial | undefined): string =>
  denial === undefined ? "allow" : `${denial.decision.decision} by ${denial.decision.by}`;

/** Whether the call may send to the queue, under the queue's policy and the caller's own. */
async function decide(call: Call, statement?: object, entitlements?: Entitlements): Promise<string> {
  const asking = entitlements === undefined ? frame : withIdentities(entitlements);
  return inWords(await authorize(asking, sending(statement), { input: {}, call, family: "queryJson" }));
}

/** A frame that knows this of every caller. */
const withIdentities = (entitlements: Entitlements): Frame => ({
  ...frame,
  auth: {
    ...frame.auth,
    identities: {
      lookup: () => Promise.resolve(undefined),
      entitlementsOf: () => Promise.resolve(entitlements),
      noteUse: () => undefined,
    },
  },
});

const policyOf = (...statements: readonly object[]): Policy =>
  parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement: statements }));

const allowing = (principal: string): object => ({
  Effect: "Allow",
  Principal: { AWS: principal },
  Action: "sqs:SendMessage",
  Resource: QUEUE,
});

describe("an account's root", () => {
  it("may do everything in its own account", async () => {
    expect(await decide(owner)).toBe("allow");
  });

  it("may not do what the resource's policy denies", async () => {
    const denying = { Effect: "Deny", Principal: "*", Action: "sqs:*", Resource: "*" };
    expect(await decide(owner, denying)).toBe("explicitDeny by resource");
  });

  it("needs the resource's policy to allow it in another account", async () => {
    expect(await decide(stranger)).toBe("implicitDeny by resource");
    expect(await decide(stranger, allowing("111122223333"))).toBe("implicitDeny by resource");
    expect(await decide(stranger, allowing("444455556666"))).toBe("allow");
  });

  it("owns what its account is told to own, though the ARN names none", async () => {
    const access = { ...sending(), on: () => ({ resource: "arn:aws:s3:::photos", account: "111122223333" }) };
    const by = async (call: Call): Promise<string> =>
      inWords(await authorize(frame, access, { input: {}, call, family: "s3" }));
    expect(await by(owner)).toBe("allow");
    expect(await by(stranger)).toBe("implicitDeny by resource");
  });

  it("may do what is on no resource", async () => {
    const access = { ...sending(), action: "sqs:ListQueues", on: () => ({ resource: "*" }) };
    expect(await authorize(frame, access, { input: {}, call: owner, family: "queryJson" })).toBeUndefined();
  });
});

it("conditions see where a request comes from and by what", async () => {
  const fromHere = {
    ...allowing("444455556666"),
    Condition: { IpAddress: { "aws:SourceIp": "127.0.0.0/8" }, StringLike: { "aws:UserAgent": "aws-*" } },
  };
  const fromElsewhere = { ...fromHere, Condition: { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } } };
  expect(await decide(stranger, fromHere)).toBe("allow");
  expect(await decide(stranger, fromElsewhere)).toBe("implicitDeny by resource");
});

const user = callBy("arn:aws:iam::111122223333:user/ann");
const sends = { Effect: "Allow", Action: "sqs:Send*", Resource: QUEUE };

it("a user may do what IAM says, and nothing else", async () => {
  expect(await decide(user, undefined, { identityPolicies: [policyOf(sends)], context: {} })).toBe("allow");
  expect(await decide(user, undefined, { identityPolicies: [], context: {} })).toBe("implicitDeny by identity");
});

it("conditions see what is known of the caller, and the keys of the service", async () => {
  const ofTeam = { ...sends, Condition: { StringEquals: { "aws:PrincipalTag/team": "${sqs:Team}" } } };
  const access = { ...sending(), on: () => ({ resource: QUEUE, context: () => ({ "sqs:Team": "red" }) }) };
  const decideFor = async (team: string): Promise<string> => {
    const asking = withIdentities({ identityPolicies: [policyOf(ofTeam)], context: { "aws:PrincipalTag/team": team } });
    return inWords(await authorize(asking, access, { input: {}, call: user, family: "queryJson" }));
  };
  expect(await decideFor("red")).toBe("allow");
  expect(await decideFor("blue")).toBe("implicitDeny by identity");
});

it("an input may tell the action", async () => {
  const access = { ...sending(), on: () => ({ action: "sqs:PurgeQueue", resource: QUEUE }) };
  const asking = withIdentities({ identityPolicies: [policyOf(sends)], context: {} });
  const denial = await authorize(asking, access, { input: {}, call: user, family: "queryJson" });
  expect(denial).toMatchObject({ action: "sqs:PurgeQueue" });
});

it("what an operation needs beside its own action must be allowed, too", async () => {
  const role = "arn:aws:iam::111122223333:role/worker";
  const access = { ...sending(), also: () => Promise.resolve([{ action: "iam:PassRole", resource: role }]) };
  const passes = { Effect: "Allow", Action: "iam:PassRole", Resource: role };
  const ask = (policy: Policy): Promise<Denial | undefined> =>
    authorize(withIdentities({ identityPolicies: [policy], context: {} }), access, {
      input: {},
      call: user,
      family: "queryJson",
    });
  expect(await ask(policyOf(sends))).toMatchObject({ action: "iam:PassRole", resource: role });
  expect(await ask(policyOf(sends, passes))).toBeUndefined();
});

it("an operation that is free asks no policy", async () => {
  const free = { action: "sts:GetCallerIdentity", free: "signed" } as const;
  const asking = withIdentities({ identityPolicies: [], context: {} });
  expect(await authorize(asking, free, { input: {}, call: user, family: "query" })).toBeUndefined();
});

const sendingToo = (): Promise<readonly Permission[]> =>
  Promise.resolve([{ action: "sqs:SendMessage", resource: QUEUE }]);

/** What is decided in audit mode, and what the log says. */
async function audited(call: Call, access: PreparedRule): Promise<readonly string[]> {
  const lines: string[] = [];
  const log = pino({ base: null }, { write: (line: string) => void lines.push(line) });
  const { auth } = withIdentities({ identityPolicies: [], context: {} });
  const audit: Frame = { ...frame, log, auth: { ...auth, mode: "audit" } };
  return [inWords(await authorize(audit, access, { input: {}, call, family: "queryJson" })), ...lines];
}

describe("in audit mode", () => {
  const nobody: Call = { ...stranger, caller: NOBODY };
  const sns = { name: "sns.amazonaws.com", sourceArn: undefined };
  const denying = { Effect: "Deny", Principal: "*", Action: "sqs:*", Resource: "*" };

  it("nobody is refused whose account's root would not be, and the log tells who would be", async () => {
    const told = expect.stringContaining(
      "audit: User: arn:aws:iam::111122223333:user/ann is not authorized to perform",
    );
    expect(await audited(user, sending())).toEqual(["allow", told]);
    const mustAllow: PreparedRule = { ...sending(), on: () => ({ resource: QUEUE, policyMustAllow: true }) };
    expect(await audited(user, mustAllow)).toEqual(["allow", told]);
    expect(await audited(nobody, sending())).toEqual(["allow", expect.stringContaining("audit: ")]);
  });

  it("accounts share nothing without a policy all the same", async () => {
    expect(await audited(stranger, sending())).toEqual(["implicitDeny by resource"]);
    expect(await audited(stranger, sending(allowing("444455556666")))).toEqual(["allow"]);
    const own = { ...sending(), on: () => ({ resource: "arn:aws:sqs:us-east-1:444455556666:own" }), also: sendingToo };
    expect(await audited(stranger, own)).toEqual(["implicitDeny by resource"]);
  });

  it("what a resource's policy denies its account's root is denied", async () => {
    expect(await audited(owner, sending(denying))).toEqual(["explicitDeny by resource"]);
    expect(await audited(nobody, sending(denying))).toEqual(["explicitDeny by resource"]);
  });

  it("services need the resource's policy", async () => {
    const call: Call = { ...owner, caller: { ...owner.caller, arn: sns.name, service: sns } };
    expect(await audited(call, sending())).toEqual(["implicitDeny by resource"]);
  });
});

describe("what must be read first", () => {
  it("is read where a policy asks for it", async () => {
    expect(await decidedBy(ofTeam("red"))).toEqual(["allow", "read"]);
    expect(await decidedBy(ofTeam("blue"))).toEqual(["implicitDeny by resource", "read"]);
  });

  it("is not read where none does", async () => {
    expect(await decidedBy(allowing("444455556666"))).toEqual(["allow"]);
  });
});

/** What a queue decides whose team must be read, and that it was. */
async function decidedBy(statement: object): Promise<readonly string[]> {
  const reads: string[] = [];
  const context = async (): Promise<Context> => {
    reads.push("read");
    return { "sqs:KeptTag/team": "red" };
  };
  const policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  const access = { ...sending(), on: () => ({ resource: QUEUE, policy, kept: { keys: "sqs:kepttag/", context } }) };
  return [inWords(await authorize(frame, access, { input: {}, call: stranger, family: "queryJson" })), ...reads];
}

const ofTeam = (team: string): object => ({
  ...allowing("444455556666"),
  Condition: { StringEquals: { "sqs:KeptTag/team": team } },
});
