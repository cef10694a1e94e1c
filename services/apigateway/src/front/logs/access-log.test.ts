import { uniqueAccount } from "@skylab/service/testing";
import { expect, it } from "vitest";
import { UpdateAccount } from "../../rest/operations/UpdateAccount.ts";
import { useApigateway } from "../../testing/use-apigateway.ts";
import { accessLogFormat } from "./access-log-format.ts";
import { openApiLogs } from "./api-logs.ts";
import { deliverAtEnd } from "./deliver-at-end.ts";

const test = useApigateway();

it("a format tells the variables of a request, and a dash for what it has not", () => {
  const context = {
    path: "/pets",
    status: 200,
    error: { message: null },
    authorizer: { claims: { "cognito:groups": "keepers", sub: "abc" } },
  };
  const told: Readonly<Record<string, string>> = {
    "$context.path $context.status": "/pets 200",
    '{"path":"$context.path"}': '{"path":"/pets"}',
    "$context.error.message|$context.nothing|$context.path.more": "-|-|-",
    "$context.authorizer.claims.sub": "abc",
    "$context.authorizer.claims['cognito:groups']": "keepers",
    "$context $contextpath": "$context $contextpath",
    "$context.toString": "-",
  };
  for (const [format, line] of Object.entries(told)) expect(accessLogFormat(format)(context)).toBe(line);
});

/** Logs of their own, so that they can be closed. */
const newLogs = (roleArn?: string) =>
  openApiLogs({ ...test().engines, auth: "enforce", roleOf: () => Promise.resolve(roleArn) });

const line = (account: string, message: string) => ({
  place: { account, region: "us-east-1" },
  destinationArn: `arn:aws:logs:us-east-1:${account}:log-group:access`,
  timestamp: 1,
  message,
});

it("logs are written in the role that the account has named for that, and else not where policies decide", async () => {
  const account = uniqueAccount();
  test().answers(({ operation }) =>
    operation === "AssumeRole"
      ? {
          AssumedRoleUser: { Arn: `arn:aws:sts::${account}:assumed-role/logs/x`, AssumedRoleId: "AROAX:x" },
          Credentials: { AccessKeyId: "ASIAX", SecretAccessKey: "s", SessionToken: "t", Expiration: new Date(2 ** 42) },
        }
      : {},
  );
  const logs = newLogs(`arn:aws:iam::${account}:role/logs`);
  logs.access(line(account, "told"));
  await logs.close();
  const put = test().called.findLast(({ operation }) => operation === "PutLogEvents");
  expect(put?.input["logEvents"]).toEqual([{ timestamp: 1, message: "told" }]);
  expect(put?.as.onBehalfOf?.arn).toBe(`arn:aws:sts::${account}:assumed-role/logs/x`);
  const before = test().called.length;
  const none = newLogs();
  none.access(line(account, "not told"));
  await none.close();
  expect(test().called.slice(before)).toEqual([]);
});

it("the store writes in the role of the account's settings", async () => {
  const account = uniqueAccount();
  const roleArn = `arn:aws:iam::${account}:role/logs`;
  const patchOperations = [{ op: "replace", path: "/cloudwatchRoleArn", value: roleArn } as const];
  await test().call(UpdateAccount, { patchOperations }, { account });
  test().dataPlane.logs.access(line(account, "told"));
  await test().dataPlane.logs.flush();
  const assumed = test().called.find(
    ({ input, operation }) => operation === "AssumeRole" && input["RoleArn"] === roleArn,
  );
  expect(assumed?.as.principal.name).toBe("apigateway.amazonaws.com");
});

it("what waits when the process ends is delivered then", async () => {
  const account = uniqueAccount();
  const logs = openApiLogs({ ...test().engines, roleOf: () => Promise.resolve(undefined) });
  const ending = new AbortController();
  const ended = deliverAtEnd(logs).run(test().clock, ending.signal);
  logs.access(line(account, "the last line"));
  ending.abort();
  await ended;
  const told = test().called.filter(({ operation }) => operation === "PutLogEvents");
  expect(told.at(-1)?.input["logEvents"]).toEqual([{ timestamp: 1, message: "the last line" }]);
});
