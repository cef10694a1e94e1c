import { alreadyExists } from "../domain/errors.ts";
import { checkMfaQuota, ENABLE_DRIFT, readClock } from "../domain/mfa-device.ts";
import type { Operation } from "../operation.ts";
import { assignMfaDevice, openSeed, requireMfaDevice } from "../store/mfa-devices.ts";
import { requireUser } from "../store/users.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_EnableMFADevice.html */
export const EnableMFADevice: Operation<"EnableMFADevice"> = async (
  input,
  call,
  store,
): Promise<Record<string, never>> => {
  const codes = [input.AuthenticationCode1, input.AuthenticationCode2] as const;
  const now = call.clock.now();
  await store.change(call.caller.account, async (rows) => {
    const user = await requireUser(rows, input.UserName);
    const device = await requireMfaDevice(rows, input.SerialNumber);
    if (device.assignment) throw alreadyExists("MFA Device is already in use.");
    checkMfaQuota(user);
    const clock = readClock(openSeed(store.encryptionKey, device), codes, { now, drift: ENABLE_DRIFT });
    assignMfaDevice(rows, user, { device, assignment: { ...clock, userName: user.name, enabledAt: now } });
  });
  return {};
};
