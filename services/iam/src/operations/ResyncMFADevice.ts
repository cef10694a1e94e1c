import { readClock, RESYNC_DRIFT } from "../domain/mfa-device.ts";
import type { Operation } from "../operation.ts";
import { openSeed, putMfaDevice, requireMfaDeviceOf } from "../store/mfa-devices.ts";
import { requireUser } from "../store/users.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ResyncMFADevice.html */
export const ResyncMFADevice: Operation<"ResyncMFADevice"> = async (
  input,
  call,
  store,
): Promise<Record<string, never>> => {
  const codes = [input.AuthenticationCode1, input.AuthenticationCode2] as const;
  const now = call.clock.now();
  await store.change(call.caller.account, async (rows) => {
    const user = await requireUser(rows, input.UserName);
    const device = await requireMfaDeviceOf(rows, user, input.SerialNumber);
    const clock = readClock(openSeed(store.encryptionKey, device), codes, { now, drift: RESYNC_DRIFT });
    putMfaDevice(rows, { ...device, assignment: { ...device.assignment, ...clock } });
  });
  return {};
};
