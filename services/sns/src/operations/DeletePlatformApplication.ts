import { ownApplication } from "../find-mobile.ts";
import type { Operation } from "../operation.ts";

/**
 * Who deletes what is not there is not told.
 * https://docs.aws.amazon.com/sns/latest/api/API_DeletePlatformApplication.html
 */
export const DeletePlatformApplication: Operation<"DeletePlatformApplication"> = async (
  { PlatformApplicationArn: arn },
  call,
  store,
): Promise<Record<string, never>> => {
  const address = ownApplication(arn, call);
  if (address !== undefined) await store.platformApplications.remove(address);
  return {};
};
