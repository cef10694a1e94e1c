import { actingUser } from "../domain/acting-user.ts";
import type { Operation } from "../operation.ts";
import { requireMfaDeviceOf, unassignMfaDevice } from "../store/mfa-devices.ts";
import { requireUser } from "../store/users.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeactivateMFADevice.html */
export const DeactivateMFADevice: Operation<"DeactivateMFADevice"> = async (
  { UserName, SerialNumber },
  { caller },
  store,
): Promise<Record<string, never>> => {
  await store.change(caller.account, async (rows) => {
    const user = await requireUser(rows, actingUser(UserName, caller.arn));
    const device = await requireMfaDeviceOf(rows, user, SerialNumber);
    unassignMfaDevice(rows, user, device);
  });
  return {};
};
