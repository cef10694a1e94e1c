import { pageOfAll } from "@skylab/aws";
import type { DescribeResourcePoliciesResponse } from "@aws-sdk/client-cloudwatch-logs";
import { readNextToken } from "../domain/next-token.ts";
import { PAGE_SIZE } from "../domain/page-size.ts";
import { describeResourcePolicy } from "../domain/policies/resource-policy.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeResourcePolicies.html */
export const DescribeResourcePolicies: Operation<"DescribeResourcePolicies"> = async (
  { limit = PAGE_SIZE, nextToken: token, policyScope, resourceArn },
  { place },
  store,
): Promise<DescribeResourcePoliciesResponse> => {
  // None is a single group's.
  const isAsked = policyScope !== "RESOURCE" && resourceArn === undefined;
  const policies = isAsked ? await store.resourcePolicies.list(place) : [];
  const { items, ...more } = pageOfAll(policies, { nameOf: ({ name }) => name, after: readNextToken(token), limit });
  return {
    resourcePolicies: items.map((policy) => describeResourcePolicy(policy.name, policy)),
    ...more,
  };
};
