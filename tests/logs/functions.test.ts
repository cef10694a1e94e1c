import { CloudWatchLogsClient, CreateLogGroupCommand, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { uniqueName } from "@skylab/testkit";
import { expect, it } from "vitest";
import { useLambda } from "../lambda/lambda.ts";

const lambda = useLambda();

const CODE = `export const handler = async ({ text }) => { console.log(text); return text; };`;

const policyOf = (Statement: object): string => JSON.stringify({ Version: "2012-10-17", Statement });

/** A role for functions that may do this with logs. */
async function createRole(...actions: readonly string[]): Promise<string> {
  const iam = lambda.skylab().client(IAMClient);
  const RoleName = uniqueName("role");
  const trust = { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" };
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: policyOf(trust) }));
  if (actions.length > 0) {
    const PolicyDocument = policyOf({ Effect: "Allow", Action: actions, Resource: "*" });
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "logs", PolicyDocument }));
  }
  return Role?.Arn ?? "";
}

/** What a function has written, if its group is there. */
async function writtenBy(name: string): Promise<readonly string[]> {
  const client = lambda.skylab().client(CloudWatchLogsClient);
  const asked = new FilterLogEventsCommand({ logGroupName: `/aws/lambda/${name}` });
  const found = await client.send(asked).catch(() => undefined);
  return (found?.events ?? []).map(({ message = "" }) => message.trim());
}

it("what a function prints is in its log group, between the lines of Lambda", async () => {
  const Role = await createRole("logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents");
  const { invoke, name } = await lambda.createFunction(CODE, { Role });
  await invoke({ text: "one" });
  await invoke({ text: "two" });
  await expect.poll(async () => (await writtenBy(name)).filter((line) => line.startsWith("REPORT")).length).toBe(2);
  const lines = await writtenBy(name);
  expect(lines.filter((line) => /\b(one|two)$/.test(line))).toHaveLength(2);
  expect(lines.filter((line) => line.startsWith("START"))).toHaveLength(2);
  expect(lines.findIndex((line) => line.endsWith("one"))).toBeLessThan(lines.findIndex((line) => line.endsWith("two")));
});

it("a function whose role may not write logs runs all the same, and leaves none", async () => {
  const { invoke, name } = await lambda.createFunction(CODE, { Role: await createRole() });
  const client = lambda.skylab().client(CloudWatchLogsClient);
  await client.send(new CreateLogGroupCommand({ logGroupName: `/aws/lambda/${name}` }));
  expect(await invoke({ text: "quiet" })).toMatchObject({ payload: "quiet", error: undefined });
  const other = await lambda.createFunction(CODE, { Role: await createRole("logs:*") });
  await other.invoke({ text: "loud" });
  // What was written later has arrived.
  await expect.poll(() => writtenBy(other.name)).not.toEqual([]);
  expect(await writtenBy(name)).toEqual([]);
});
