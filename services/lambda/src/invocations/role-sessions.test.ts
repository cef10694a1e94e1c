import { AwsError, movableClock } from "@skylab/aws";
import type { ServiceCall } from "@skylab/service";
import { refusal } from "@skylab/service/testing";
import { expect, it } from "vitest";
import { type InRole, openRoleSessions, type OpenRoleSessions } from "./role-sessions.ts";

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
  const sessions: OpenRoleSessions = openRoleSessions({
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

it("another role counts at once", async () => {
  const parts = sessionsBy(() => parts.issue());
  await parts.sessions.of(worker);
  const { credentials } = await parts.sessions.of({ ...worker, roleArn: `arn:aws:iam::${ACCOUNT}:role/other` });
  expect(credentials.accessKeyId).toBe("ASIA2");
});

it("a session that a move of the clock has ended is made anew, and what is warm with it is let go", async () => {
  const parts = sessionsBy(() => parts.issue());
  await parts.sessions.of(worker);
  parts.clock.advance(2 * HOUR_MS);
  expect((await parts.sessions.of(worker)).credentials.accessKeyId).toBe("ASIA2");
  expect(parts.forgotten).toEqual([worker.functionArn]);
});

it("a role that Lambda may not assume is refused, and asked for again the next time", async () => {
  let mayAssume = false;
  const parts = sessionsBy(() => (mayAssume ? parts.issue() : denied()));
  expect(await refusal(parts.sessions.of(worker))).toBe(
    "AccessDeniedException: The role defined for the function cannot be assumed by Lambda.",
  );
  mayAssume = true;
  expect((await parts.sessions.of(worker)).credentials.accessKeyId).toBe("ASIA2");
});

it("in open mode a function without its role is its account, which the log tells once", async () => {
  const parts = sessionsBy(missing, "open");
  const { credentials, identity } = await parts.sessions.of(worker);
  expect(credentials.accessKeyId).toBe(ACCOUNT);
  expect(identity).toMatchObject({ arn: `arn:aws:iam::${ACCOUNT}:root` });
  await parts.sessions.of({ ...worker, roleArn: `${worker.roleArn}2` });
  expect(parts.told).toEqual(["there is no such role: the function is its account"]);
});

it("in open mode, too, a role that is there and refuses is refused", async () => {
  const parts = sessionsBy(({ service }) => (service === "sts" ? denied() : {}), "open");
  expect(await refusal(parts.sessions.of(worker))).toContain("cannot be assumed by Lambda");
});

it("a failure of STS is no refusal", async () => {
  const parts = sessionsBy(() => {
    throw new Error("connection refused");
  }, "open");
  await expect(parts.sessions.of(worker)).rejects.toThrow("connection refused");
});
