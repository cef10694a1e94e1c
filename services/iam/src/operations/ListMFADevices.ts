import type { ListMFADevicesResponse } from "@aws-sdk/client-iam";
import { keyActor } from "../domain/acting-user.ts";
import { pageOfList } from "../domain/list-page.ts";
import { describeEnabledDevice } from "../domain/mfa-device.ts";
import { readPage } from "../domain/page.ts";
import type { Operation } from "../operation.ts";
import { mfaDevicesOf } from "../store/mfa-devices.ts";
import { requireUser } from "../store/users.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListMFADevices.html */
export const ListMFADevices: Operation<"ListMFADevices"> = async (
  input,
  { caller },
  store,
): Promise<ListMFADevicesResponse> => {
  const rows = store.of(caller.account);
  const actor = keyActor(input.UserName, caller.arn);
  const devices = actor.root ? [] : await mfaDevicesOf(rows, await requireUser(rows, actor.userName));
  const { rows: listed, ...page } = pageOfList(readPage(input), devices, {
    nameOf: ({ serialNumber }) => serialNumber,
  });
  return { MFADevices: listed.map(describeEnabledDevice), ...page };
};
