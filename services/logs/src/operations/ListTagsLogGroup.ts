import type { ListTagsLogGroupResponse } from "@aws-sdk/client-cloudwatch-logs";
import { findGroup } from "../find-group.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_ListTagsLogGroup.html */
export const ListTagsLogGroup: Operation<"ListTagsLogGroup"> = async (
  { logGroupName },
  call,
  store,
): Promise<ListTagsLogGroupResponse> => ({ tags: (await findGroup({ logGroupName }, call, store)).row.tags });
