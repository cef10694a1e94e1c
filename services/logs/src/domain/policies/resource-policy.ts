/** A policy by which an account lets services write into its groups. */
export type ResourcePolicyRow = { readonly document: string; readonly updatedAt: number };

/** "An account can have a maximum of 10 policies": https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutResourcePolicy.html */
export const MAX_RESOURCE_POLICIES = 10;

export const describeResourcePolicy = (name: string, { document, updatedAt }: ResourcePolicyRow) => ({
  policyName: name,
  policyDocument: document,
  lastUpdatedTime: updatedAt,
  policyScope: "ACCOUNT" as const,
});

/** One document with the statements of all; `undefined` where there are none. */
export function mergePolicies(documents: readonly string[]): string | undefined {
  if (documents.length === 0) return undefined;
  const statements = documents.flatMap((document) => {
    const { Statement } = JSON.parse(document) as { readonly Statement?: unknown }; // as: what PutResourcePolicy took is an object.
    return Statement;
  });
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}
