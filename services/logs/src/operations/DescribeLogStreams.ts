import { pageOf } from "@skylab/aws";
import type { DescribeLogStreamsResponse } from "@aws-sdk/client-cloudwatch-logs";
import { invalidParameter } from "../domain/errors.ts";
import { describeStream } from "../domain/groups/described-stream.ts";
import { readNextToken } from "../domain/next-token.ts";
import { PAGE_SIZE } from "../domain/page-size.ts";
import { findGroup } from "../find-group.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogStreams.html */
export const DescribeLogStreams: Operation<"DescribeLogStreams"> = async (
  input,
  call,
  store,
): Promise<DescribeLogStreamsResponse> => {
  const { descending: reverse = false, limit = PAGE_SIZE, logStreamNamePrefix: prefix, orderBy } = input;
  if (orderBy === "LastEventTime" && prefix !== undefined)
    throw invalidParameter("Cannot order by LastEventTime with a logStreamNamePrefix.");
  const group = await findGroup(input, call, store);
  const page = { after: readNextToken(input.nextToken), limit: limit + 1, reverse };
  const listed =
    orderBy === "LastEventTime"
      ? await store.streams.listByTime(group, page)
      : await store.streams.listByName(group, { ...page, ...(prefix !== undefined && { prefix }) });
  const { items, ...more } = pageOf(listed, limit);
  return {
    logStreams: items.map(({ stream }) => describeStream(group, stream)),
    ...more,
  };
};
