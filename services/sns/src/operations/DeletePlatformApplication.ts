import { readApplicationArn } from "../domain/mobile/arns.ts";
import type { Operation } from "../operation.ts";

/**
 * Who deletes what is not there is not told.
 * https://docs.aws.amazon.com/sns/latest/api/API_DeletePlatformApplication.html
 */
export const DeletePlatformApplication: Operation<"DeletePlatformApplication"> = async (
  { PlatformApplicationArn: arn },
  { place },
  store,
): Promise<Record<string, never>> => {
  const address = readApplicationArn(arn);
  if (address?.place.account === place.account && address.place.region === place.region) {
    await store.platformApplications.remove(address);
  }
  return {};
};
