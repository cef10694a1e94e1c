import { compiledPolicy, evaluate, type Principal } from "@skylab/auth";
import { parseArn } from "@skylab/aws";
import type { Bucket } from "../domain/bucket.ts";
import { bucketArn } from "../domain/notifications/event-record.ts";

/** What a replication does in its destination. */
export type ReplicaAction = "s3:ReplicateObject" | "s3:ReplicateDelete";

/**
 * Whether a bucket lets in the role by which another one replicates to it: where it is another account's, its policy
 * must say so. The role's own policies are not asked.
 */
export function mayReplicate(
  role: string,
  destination: Bucket,
  { action, key }: { readonly action: ReplicaAction; readonly key: string },
): boolean {
  const { account, configurations } = destination;
  const principal = principalOf(role);
  if (principal === undefined) return false;
  const { decision } = evaluate({
    principal,
    action,
    resource: `${bucketArn(destination)}/${key}`,
    resourceAccount: account,
    context: {},
    identityPolicies: [compiledPolicy(ANYTHING)],
    resourcePolicy: configurations.policy === undefined ? undefined : compiledPolicy(configurations.policy),
  });
  return decision === "allow";
}

const ANYTHING = JSON.stringify({ Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] });

const SESSION = "s3-replication";

/** S3's session of the role. */
function principalOf(role: string): Principal | undefined {
  const arn = parseArn(role);
  if (arn === undefined) return undefined;
  const { account, partition, resource } = arn;
  const name = resource.split("/").at(-1);
  return {
    type: "AWS",
    account,
    arn: `arn:${partition}:sts::${account}:assumed-role/${name}/${SESSION}`,
    id: `${role}:${SESSION}`,
    roleArn: role,
  };
}
