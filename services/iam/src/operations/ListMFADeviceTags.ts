import type { ListMFADeviceTagsResponse } from "@aws-sdk/client-iam";
import { tagPage } from "../domain/tag-page.ts";
import type { Operation } from "../operation.ts";
import { requireMfaDevice } from "../store/mfa-devices.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListMFADeviceTags.html */
export const ListMFADeviceTags: Operation<"ListMFADeviceTags"> = async (
  input,
  { caller },
  store,
): Promise<ListMFADeviceTagsResponse> => {
  const device = await requireMfaDevice(store.of(caller.account), input.SerialNumber);
  return tagPage(input, device.tags);
};
