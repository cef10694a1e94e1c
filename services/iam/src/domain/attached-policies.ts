import type { AttachedPolicy } from "@aws-sdk/client-iam";
import type { Holder } from "@skylab/identity";
import { pageOfList } from "./list-page.ts";
import { readPage } from "./page.ts";
import { policyNameOf } from "./policy-arn.ts";

/** What the lists of a user's, a group's or a role's managed policies are asked. */
type ListInput = {
  readonly PathPrefix?: string | undefined;
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
};

/** A page of the managed policies that are attached. */
export function listAttachedPolicies(
  { attachedPolicies }: Holder,
  input: ListInput,
): { AttachedPolicies: AttachedPolicy[]; IsTruncated: boolean; Marker?: string } {
  const { PathPrefix: prefix = "/" } = input;
  const under = attachedPolicies.filter((arn) => arn.slice(arn.indexOf("/")).startsWith(prefix));
  const { rows, ...page } = pageOfList(readPage(input), under, { nameOf: (arn) => arn });
  return { AttachedPolicies: rows.map(describeAttachedPolicy), ...page };
}

/** A policy that is attached, as IAM names it. */
export const describeAttachedPolicy = (arn: string): AttachedPolicy => ({
  PolicyName: policyNameOf(arn),
  PolicyArn: arn,
});
