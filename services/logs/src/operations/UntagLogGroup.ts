import { changeGroup } from "../change-group.ts";
import { removeTags } from "../domain/groups/tags.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_UntagLogGroup.html */
export const UntagLogGroup: Operation<"UntagLogGroup"> = async (input, { place }, store): Promise<object> => {
  const { logGroupName: name, tags } = input;
  await changeGroup(store, { place, name }, (row) => ({ ...row, tags: removeTags(row.tags, tags) }));
  return {};
};
