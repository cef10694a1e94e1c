import { changeGroup } from "../change-group.ts";
import { addTags } from "../domain/groups/tags.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TagLogGroup.html */
export const TagLogGroup: Operation<"TagLogGroup"> = async (input, { place }, store): Promise<object> => {
  const { logGroupName: name, tags } = input;
  await changeGroup(store, { place, name }, (row) => ({ ...row, tags: addTags(row.tags, tags) }));
  return {};
};
