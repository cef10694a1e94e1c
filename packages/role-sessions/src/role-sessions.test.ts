import { AwsError, movableClock } from "@skylab/aws";
import { NotServed, type ServiceCall } from "@skylab/service";
import { expect, it } from "vitest";
import type { InRole } from "./port.ts";
import { openRoleSessions } from "./role-sessions.ts";

const HOUR_MS = 3_600_000;
const ACCOUNT = "123456789012";
const worker: InRole = {
  place: { account: "999988887777", region: "eu-central-1" },
  principal: { name: "lambda.amazonaws.com", sourceArn: `arn:aws:lambda:eu-central-1:${ACCOUNT}:function:work` },
  roleArn: `arn:aws:iam::${ACCOUNT}:role/service/worker`,
  sessionName: "work",
};
const as = { principal: worker.principal, place: { account: ACCOUNT, region: "eu-central-1" } };

type Answer = (call: ServiceCall) => Readonly<Record<string, unknown>>;

/** Sessions of roles, what was asked of STS and IAM for them, and what was told. */
function sessionsBy(answer: Answer, auth: "open" | "enforce" = "enforce") {
  const clock = movableClock();
  const called: ServiceCall[] = [];
  const told: string[] = [];
  const sessions = openRoleSessions({
    clock,
    auth,
    refusal: () => new Error("The service may not assume the role."),
    onMissing: ({ roleArn }) => told.push(`${roleArn} is missing`),
    onCutShort: async ({ roleArn }) => void told.push(`${roleArn} is cut short`),
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
  return { called, clock, issue, sessions, told };
}

const denied = (): never => {
  throw new AwsError("AccessDenied", "User: lambda.amazonaws.com is not authorized", { status: 403 });
};

const missing: Answer = ({ service }) => {
  if (service === "sts") return denied();
  throw new AwsError("NoSuchEntityException", "The role with name worker cannot be found.", { status: 404 });
};

it("a session of a role is made by STS in the role's account, and asked for once", async () => {
  const parts = sessionsBy(() => parts.issue());
  const { credentials, identity } = await parts.sessions.of(worker);
  expect(await parts.sessions.of(worker)).toEqual({ credentials, identity });
  const input = { RoleArn: worker.roleArn, RoleSessionName: "work" };
  expect(parts.called).toEqual([{ service: "sts", operation: "AssumeRole", input, as }]);
  expect(credentials).toMatchObject({ accessKeyId: "ASIA1", sessionToken: "token", roleArn: worker.roleArn });
  expect(identity).toMatchObject({
    account: ACCOUNT,
    arn: `arn:aws:sts::${ACCOUNT}:assumed-role/worker/work`,
    id: "AROAX:work",
    session: { of: { kind: "role", name: "worker", id: "AROAX" } },
  });
});

it("another role, and another source, have sessions of their own", async () => {
  const parts = sessionsBy(() => parts.issue());
  const keyOf = async (more: Partial<InRole>): Promise<string> =>
    (await parts.sessions.of({ ...worker, ...more })).credentials.accessKeyId;
  expect(await keyOf({})).toBe("ASIA1");
  expect(await keyOf({ roleArn: `arn:aws:iam::${ACCOUNT}:role/other` })).toBe("ASIA2");
  expect(await keyOf({ principal: { ...worker.principal, sourceArn: "arn:aws:lambda:::function:other" } })).toBe(
    "ASIA3",
  );
  expect(await keyOf({})).toBe("ASIA1");
});

it("of a role that nobody has made, each account works in itself", async () => {
  const parts = sessionsBy(missing, "open");
  const principal = { name: "apigateway.amazonaws.com", sourceArn: undefined };
  const accountIn = async (account: string): Promise<string> =>
    (await parts.sessions.of({ ...worker, principal, place: { ...worker.place, account } })).identity.account;
  expect(await accountIn("111111111111")).toBe("111111111111");
  expect(await accountIn("222222222222")).toBe("222222222222");
});

it("what was forgotten is asked for again", async () => {
  const parts = sessionsBy(() => parts.issue());
  await parts.sessions.of(worker);
  parts.sessions.forget();
  expect((await parts.sessions.of(worker)).credentials.accessKeyId).toBe("ASIA2");
});

it("a session that a move of the clock has ended is made anew, and told as cut short", async () => {
  const parts = sessionsBy(() => parts.issue());
  await parts.sessions.of(worker);
  parts.clock.advance(2 * HOUR_MS);
  expect((await parts.sessions.of(worker)).credentials.accessKeyId).toBe("ASIA2");
  expect(parts.told).toEqual([`${worker.roleArn} is cut short`]);
});

it("a role that the service may not assume is refused in its words, and asked for again the next time", async () => {
  let mayAssume = false;
  const parts = sessionsBy(() => (mayAssume ? parts.issue() : denied()));
  await expect(parts.sessions.of(worker)).rejects.toThrow("The service may not assume the role.");
  mayAssume = true;
  expect((await parts.sessions.of(worker)).credentials.accessKeyId).toBe("ASIA2");
});

it("in open mode who works in a role that nobody has made is its account, which is told once", async () => {
  const parts = sessionsBy(missing, "open");
  const { credentials, identity } = await parts.sessions.of(worker);
  expect(credentials.accessKeyId).toBe(worker.place.account);
  expect(identity).toMatchObject({ arn: `arn:aws:iam::${worker.place.account}:root` });
  await parts.sessions.of({ ...worker, roleArn: `${worker.roleArn}2` });
  expect(parts.told).toEqual([`${worker.roleArn} is missing`]);
});

it("in open mode the same holds where nobody serves STS", async () => {
  const parts = sessionsBy(() => {
    throw new NotServed("sts is not served here.");
  }, "open");
  expect((await parts.sessions.of(worker)).credentials.accessKeyId).toBe(worker.place.account);
});

it("in open mode, too, a role that is there and refuses is refused", async () => {
  const parts = sessionsBy(({ service }) => (service === "sts" ? denied() : {}), "open");
  await expect(parts.sessions.of(worker)).rejects.toThrow("The service may not assume the role.");
});

it("a failure of STS is no refusal", async () => {
  const parts = sessionsBy(() => {
    throw new Error("connection refused");
  }, "open");
  await expect(parts.sessions.of(worker)).rejects.toThrow("connection refused");
});
