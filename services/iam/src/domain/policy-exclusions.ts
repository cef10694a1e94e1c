import { isAwsPolicy } from "./policy-arn.ts";
import { matchesWildcards } from "./wildcards.ts";

/** Policies that a simulation is to leave out: of a kind, with an ARN, or inline. */
export type PolicyIdentifier = {
  readonly PolicyType?: string | undefined;
  readonly PolicyArn?: string | undefined;
  readonly InlinePolicyIdentifier?: {
    readonly PolicyName: string;
    readonly AttachmentType: string;
    /** May have wildcards. */
    readonly AttachmentName: string;
  };
};

/** Where a policy of a user, a group or a role is kept. */
export type PolicyOrigin = {
  readonly name: string;
  readonly source: { readonly arn: string } | { readonly kind: "user" | "group" | "role"; readonly holder: string };
};

/** Whether a simulation leaves a policy out. */
export const isExcluded = (policy: PolicyOrigin, account: string, excluded: readonly PolicyIdentifier[]): boolean =>
  excluded.some((identifier) => identifies(identifier, policy, account));

function identifies(identifier: PolicyIdentifier, { name, source }: PolicyOrigin, account: string): boolean {
  const { InlinePolicyIdentifier: inline, PolicyArn: arn, PolicyType: type } = identifier;
  if ("arn" in source) {
    const isAws = isAwsPolicy(source.arn);
    if (type !== undefined) return type === (isAws ? "aws-managed" : "user-managed");
    // AWS knows the policies of an account by their names here, and not by their paths.
    return arn === (isAws ? source.arn : `arn:aws:iam::${account}:policy/${name}`);
  }
  if (inline === undefined) return type === "inline";
  return (
    inline.PolicyName === name &&
    inline.AttachmentType === source.kind &&
    matchesWildcards(inline.AttachmentName, source.holder)
  );
}
