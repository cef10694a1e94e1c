import { pageOf } from "@skylab/aws";
import type { ListLogGroupsResponse } from "@aws-sdk/client-cloudwatch-logs";
import { groupArn, type LogGroup } from "../domain/groups/group.ts";
import { readNextToken } from "../domain/next-token.ts";
import { PAGE_SIZE } from "../domain/page-size.ts";
import { findGroups } from "../find-groups.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_ListLogGroups.html */
export const ListLogGroups: Operation<"ListLogGroups"> = async (
  input,
  { place },
  store,
): Promise<ListLogGroupsResponse> => {
  const {
    dataSources,
    fieldIndexNames,
    limit = PAGE_SIZE,
    logGroupClass,
    logGroupNamePattern,
    logGroupTags = [],
  } = input;
  // No group has data sources or field indexes here.
  const hasOthers = dataSources !== undefined || fieldIndexNames !== undefined;
  const listed = await findGroups(store, place, {
    after: readNextToken(input.nextToken),
    limit: limit + 1,
    isAsked: (group) =>
      !hasOthers &&
      isNamed(group, logGroupNamePattern) &&
      (logGroupClass === undefined || group.row.groupClass === logGroupClass) &&
      logGroupTags.every(({ key, values = [] }) => isTagged(group, key, values)),
  });
  const { items, ...more } = pageOf(listed, limit);
  return {
    logGroups: items.map(({ group }) => ({
      logGroupName: group.name,
      logGroupArn: groupArn(group),
      logGroupClass: group.row.groupClass,
    })),
    ...more,
  };
};

/** `^` asks for the beginning of the name; one of several that are divided by `|` is enough. */
const isNamed = ({ name }: LogGroup, pattern: string | undefined): boolean =>
  pattern === undefined ||
  pattern.split("|").some((one) => (one.startsWith("^") ? name.startsWith(one.slice(1)) : name.includes(one)));

function isTagged({ row }: LogGroup, key: string | undefined, values: readonly string[]): boolean {
  if (key === undefined || !Object.hasOwn(row.tags, key)) return false;
  return values.length === 0 || values.includes(row.tags[key] ?? "");
}
