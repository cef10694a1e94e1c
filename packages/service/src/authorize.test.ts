import { movableClock, randomIds } from "@skylab/aws";
import { pino } from "pino";
import { describe, expect, it } from "vitest";
import { authorize } from "./authorize.ts";
import type { CallerPolicies, Frame } from "./frame.ts";
import { createMetrics } from "./metrics.ts";
import type { Call } from "./service.ts";

const QUEUE = "arn:aws:sqs:us-east-1:111122223333:orders";
const frame: Frame = {
  clock: movableClock(),
  ids: randomIds,
  log: pino({ level: "silent" }),
  metrics: createMetrics(),
  region: "us-east-1",
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
  };
};
const owner = callBy("arn:aws:iam::111122223333:root");
const stranger = callBy("arn:aws:iam::444455556666:root");

/** Whether the call may send to the queue, under the queue's policy and the caller's own. */
async function decide(call: Call, statement?: object, policies?: CallerPolicies): Promise<string> {
  const document = statement && JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  const access = {
    action: "sqs:SendMessage",
    resource: () => QUEUE,
    policy: () => Promise.resolve(document),
  };
  const auth = policies === undefined ? frame.auth : { ...frame.auth, policiesOf: () => Promise.resolve(policies) };
  const denial = await authorize({ ...frame, auth }, access, { input: {}, call, family: "queryJson" });
  return denial === undefined ? "allow" : `${denial.decision.decision} by ${denial.decision.by}`;
}
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

  it("may do what is on no resource", async () => {
    const access = { action: "sqs:ListQueues", resource: () => "*", policy: undefined };
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

it("a user may do what IAM says, and nothing else", async () => {
  const user = callBy("arn:aws:iam::111122223333:user/ann");
  const { parsePolicy } = await import("@skylab/auth");
  const policy = parsePolicy(
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "sqs:Send*", Resource: QUEUE }],
    }),
  );
  expect(await decide(user, undefined, { identityPolicies: [policy] })).toBe("allow");
  expect(await decide(user, undefined, { identityPolicies: [] })).toBe("implicitDeny by identity");
});
