import { groupNotFound, validationError } from "../domain/errors.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogGroup.html */
export const DeleteLogGroup: Operation<"DeleteLogGroup"> = async (input, { place }, store): Promise<object> => {
  const removed = await store.groups.remove({ place, name: input.logGroupName }, ({ isDeletionProtected }) => {
    if (isDeletionProtected) throw validationError("The specified log group has deletion protection enabled.");
  });
  if (!removed) throw groupNotFound();
  return {};
};
