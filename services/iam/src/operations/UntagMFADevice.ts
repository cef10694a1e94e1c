import { exactCase, removeTags } from "../domain/tags.ts";
import type { Operation } from "../operation.ts";
import { putMfaDevice, requireMfaDevice } from "../store/mfa-devices.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagMFADevice.html */
export const UntagMFADevice: Operation<"UntagMFADevice"> = async (
  { SerialNumber, TagKeys },
  { caller },
  store,
): Promise<Record<string, never>> => {
  await store.change(caller.account, async (rows) => {
    const device = await requireMfaDevice(rows, SerialNumber);
    putMfaDevice(rows, { ...device, tags: removeTags(device.tags, TagKeys, exactCase) });
  });
  return {};
};
