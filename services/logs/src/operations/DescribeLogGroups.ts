import type { DescribeLogGroupsResponse } from "@aws-sdk/client-cloudwatch-logs";
import { isSamePlace, pageOf } from "@skylab/aws";
import { invalidParameter } from "../domain/errors.ts";
import { describeGroup } from "../domain/groups/described-group.ts";
import { groupOfIdentifier } from "../domain/groups/read-arn.ts";
import { readNextToken } from "../domain/next-token.ts";
import { PAGE_SIZE } from "../domain/page-size.ts";
import { findGroups } from "../find-groups.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html */
export const DescribeLogGroups: Operation<"DescribeLogGroups"> = async (
  input,
  { place },
  store,
): Promise<DescribeLogGroupsResponse> => {
  const { limit = PAGE_SIZE, logGroupClass, logGroupIdentifiers, logGroupNamePattern, logGroupNamePrefix } = input;
  if (logGroupNamePattern !== undefined && logGroupNamePrefix !== undefined)
    throw invalidParameter("LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.");
  const named = logGroupIdentifiers?.map((identifier) => groupOfIdentifier(identifier, place));
  const listed = await findGroups(store, place, {
    prefix: logGroupNamePrefix,
    after: readNextToken(input.nextToken),
    limit: limit + 1,
    isAsked: ({ name, row }) =>
      (logGroupNamePattern === undefined || name.includes(logGroupNamePattern)) &&
      (logGroupClass === undefined || row.groupClass === logGroupClass) &&
      (named === undefined || named.some((one) => one.name === name && isSamePlace(one.place, place))),
  });
  const { items, ...more } = pageOf(listed, limit);
  const groups = items.map(({ group }) => group);
  const storedBytes = logGroupNamePattern === undefined ? await store.groups.storedBytes(place, groups) : [];
  return {
    logGroups: groups.map((group, index) => describeGroup(group, storedBytes[index])),
    ...more,
  };
};
