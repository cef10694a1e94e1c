import { CreateRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { AssumeRoleCommand, type AssumeRoleCommandInput } from "@aws-sdk/client-sts";
import { uniqueName } from "@skylab/testkit";
import { type Client, keyOf, policy, type Statement, trust } from "./iam.ts";

export type Role = { readonly name: string; readonly arn: string };

/** Somebody who acts as a role. */
export type RoleSession = Client & { readonly arn: string };

/** What who assumes roles with tags and a source identity needs to be allowed, on both sides. */
export const ASSUMING = ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"];

/** A user's policy: all roles that trust its account. */
export const ASSUMES = policy({ Action: ASSUMING });

/** Makes a role that these trust, and that may do this, or all with queues. */
export async function createRole(
  { iam }: Client,
  trusted: Statement,
  more: { readonly MaxSessionDuration?: number; readonly policy?: string } = {},
): Promise<Role> {
  const { policy: PolicyDocument = policy({ Action: ["sqs:*", ...ASSUMING] }), ...rest } = more;
  const RoleName = uniqueName("role");
  const AssumeRolePolicyDocument = trust(trusted);
  const { Role: role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument, ...rest }));
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "inline", PolicyDocument }));
  return { name: RoleName, arn: role?.Arn ?? "" };
}

/** Assumes a role under the name `ses`. */
export async function assume(
  by: Client,
  { arn }: Role,
  more: Partial<AssumeRoleCommandInput> = {},
): Promise<RoleSession> {
  const input = { RoleArn: arn, RoleSessionName: "ses", ...more };
  const { AssumedRoleUser, Credentials } = await by.sts.send(new AssumeRoleCommand(input));
  return { ...by.as(keyOf(Credentials)), arn: AssumedRoleUser?.Arn ?? "" };
}
