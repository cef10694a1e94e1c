import type { GetMFADeviceResponse } from "@aws-sdk/client-iam";
import type { Operation } from "../operation.ts";
import { requireMfaDevice, requireMfaDeviceOf } from "../store/mfa-devices.ts";
import { requireUser } from "../store/users.ts";
import { timeOf } from "../domain/time.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetMFADevice.html */
export const GetMFADevice: Operation<"GetMFADevice"> = async (
  { SerialNumber, UserName },
  { caller },
  store,
): Promise<GetMFADeviceResponse> => {
  const rows = store.of(caller.account);
  const { serialNumber, assignment } =
    UserName === undefined
      ? await requireMfaDevice(rows, SerialNumber)
      : await requireMfaDeviceOf(rows, await requireUser(rows, UserName), SerialNumber);
  if (!assignment) return { SerialNumber: serialNumber };
  return { UserName: assignment.userName, SerialNumber: serialNumber, EnableDate: timeOf(assignment.enabledAt) };
};
