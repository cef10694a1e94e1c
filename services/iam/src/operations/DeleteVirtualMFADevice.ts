import { deviceInUse } from "../domain/mfa-device.ts";
import type { Operation } from "../operation.ts";
import { removeMfaDevice, requireMfaDevice } from "../store/mfa-devices.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteVirtualMFADevice.html */
export const DeleteVirtualMFADevice: Operation<"DeleteVirtualMFADevice"> = async (
  { SerialNumber },
  { caller },
  store,
): Promise<Record<string, never>> => {
  await store.change(caller.account, async (rows) => {
    const device = await requireMfaDevice(rows, SerialNumber);
    if (device.assignment) throw deviceInUse();
    removeMfaDevice(rows, device);
  });
  return {};
};
