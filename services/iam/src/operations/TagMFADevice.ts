import { addTags, exactCase } from "../domain/tags.ts";
import type { Operation } from "../operation.ts";
import { putMfaDevice, requireMfaDevice } from "../store/mfa-devices.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagMFADevice.html */
export const TagMFADevice: Operation<"TagMFADevice"> = async (
  { SerialNumber, Tags },
  { caller },
  store,
): Promise<Record<string, never>> => {
  await store.change(caller.account, async (rows) => {
    const device = await requireMfaDevice(rows, SerialNumber);
    putMfaDevice(rows, { ...device, tags: addTags(device.tags, Tags, exactCase) });
  });
  return {};
};
