import { groupExists, invalidParameter } from "../domain/errors.ts";
import type { GroupRow } from "../domain/groups/group.ts";
import { addTags } from "../domain/groups/tags.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
export const CreateLogGroup: Operation<"CreateLogGroup"> = async (input, call, store): Promise<object> => {
  const { deletionProtectionEnabled, kmsKeyId, logGroupClass = "STANDARD", logGroupName: name, tags = {} } = input;
  if (name.startsWith("aws/")) throw invalidParameter("Log group names can't start with the string aws/");
  const row: GroupRow = {
    id: call.ids.uuid(),
    createdAt: call.clock.now(),
    groupClass: logGroupClass,
    tags: addTags({}, tags),
    metricFilterCount: 0,
    subscriptions: [],
    ...(kmsKeyId !== undefined && { kmsKeyId }),
    ...(deletionProtectionEnabled === true && { isDeletionProtected: true }),
  };
  if (!(await store.groups.create({ place: call.place, name, row }))) throw groupExists();
  return {};
};
