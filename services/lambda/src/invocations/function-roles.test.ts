import { AwsError, movableClock } from "@skylab/aws";
import type { ServiceCall } from "@skylab/service";
import { refusal } from "@skylab/service/testing";
import { expect, it } from "vitest";
import { type InRole, openFunctionRoles, type OpenFunctionRoles } from "./function-roles.ts";

const HOUR_MS = 3_600_000;
const ACCOUNT = "123456789012";
const worker: InRole = {
  place: { account: ACCOUNT, region: "eu-central-1" },
  functionArn: `arn:aws:lambda:eu-central-1:${ACCOUNT}:function:work`,
  functionName: "work",
  roleArn: `arn:aws:iam::${ACCOUNT}:role/service/worker`,
};

type Answer = (call: ServiceCall) => Readonly<Record<string, unknown>>;

/** Sessions of roles, and what was asked of STS, IAM and the host for them. */
function sessionsBy(answer: Answer, auth: "open" | "enforce" = "enforce") {
  const clock = movableClock();
  const called: ServiceCall[] = [];
  const forgotten: string[] = [];
  const told: string[] = [];
  const sessions: OpenFunctionRoles = openFunctionRoles({
    clock,
    auth,
    host: { forget: async (arn) => void forgotten.push(arn) },
    log: { info: () => undefined, warn: (_what: unknown, words?: string) => void told.push(words ?? "") },
    call: async (call) => {
      called.push(call);
      return answer(call);
    },
  });
  const issue = (): Readonly<Record<string, unknown>> => ({
    AssumedRoleUser: { Arn: `arn:aws:sts::${ACCOUNT}:assumed-role/worker/work`, AssumedRoleId: "AROAX:work" },
    Credentials: {
      AccessKeyId: `ASIA${called.length}`,
      SecretAccessKey: "secret",
      SessionToken: "token",
      Expiration: new Date(clock.now() + HOUR_MS),
    },
  });
  return { called, clock, forgotten, issue, sessions, told };
}

const denied = (): never => {
  throw new AwsError("AccessDenied", "User: lambda.amazonaws.com is not authorized", { status: 403 });
};

const missing: Answer = ({ service }) => {
  if (service === "sts") return denied();
  throw new AwsError("NoSuchEntityException", "The role with name worker cannot be found.", { status: 404 });
};

it("a function works as a session of its role, by its name, which is asked for once", async () => {
  const parts = sessionsBy(() => parts.issue());
  const { credentials, identity } = await parts.sessions.of(worker);
  expect(await parts.sessions.of(worker)).toEqual({ credentials, identity });
  expect(parts.called).toEqual([
    {
      service: "sts",
      operation: "AssumeRole",
      input: { RoleArn: worker.roleArn, RoleSessionName: "work" },
      as: { principal: { name: "lambda.amazonaws.com", sourceArn: worker.functionArn }, place: worker.place },
    },
  ]);
  expect(credentials).toMatchObject({ accessKeyId: "ASIA1", sessionToken: "token", roleArn: worker.roleArn });
  expect(identity).toMatchObject({
    account: ACCOUNT,
    arn: `arn:aws:sts::${ACCOUNT}:assumed-role/worker/work`,
    id: "AROAX:work",
    session: { of: { kind: "role", name: "worker", id: "AROAX" } },
  });
});

it("a session that a move of the clock has ended is made anew, and what is warm with it is let go", async () => {
  const parts = sessionsBy(() => parts.issue());
  await parts.sessions.of(worker);
  parts.clock.advance(2 * HOUR_MS);
  expect((await parts.sessions.of(worker)).credentials.accessKeyId).toBe("ASIA2");
  expect(parts.forgotten).toEqual([worker.functionArn]);
});

it("a role that Lambda may not assume is refused in Lambda's words", async () => {
  const parts = sessionsBy(denied);
  expect(await refusal(parts.sessions.of(worker))).toBe(
    "AccessDeniedException: The role defined for the function cannot be assumed by Lambda.",
  );
});

it("in open mode a function without its role is its account, which the log tells once", async () => {
  const parts = sessionsBy(missing, "open");
  const { credentials, identity } = await parts.sessions.of(worker);
  expect(credentials.accessKeyId).toBe(ACCOUNT);
  expect(identity).toMatchObject({ arn: `arn:aws:iam::${ACCOUNT}:root` });
  await parts.sessions.of({ ...worker, roleArn: `${worker.roleArn}2` });
  expect(parts.told).toEqual(["there is no such role: the function is its account"]);
});
