import type { ListVirtualMFADevicesResponse } from "@aws-sdk/client-iam";
import { isListed } from "../domain/mfa-device.ts";
import { readPage, readPageOf } from "../domain/page.ts";
import type { Operation } from "../operation.ts";
import { describeVirtualDevice, listMfaDevices } from "../store/mfa-devices.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListVirtualMFADevices.html */
export const ListVirtualMFADevices: Operation<"ListVirtualMFADevices"> = async (
  input,
  { caller },
  store,
): Promise<ListVirtualMFADevicesResponse> => {
  const rows = store.of(caller.account);
  const { rows: devices, ...page } = await readPageOf(
    readPage(input),
    (after, limit) => listMfaDevices(rows, { after, limit }),
    (device) => isListed(device, input.AssignmentStatus),
  );
  const described = devices.map((device) => describeVirtualDevice(rows, caller.account, device));
  return { VirtualMFADevices: await Promise.all(described), ...page };
};
