import { changeApplication } from "../domain/mobile/application.ts";
import { applicationDoesNotExist } from "../domain/mobile/errors.ts";
import { findApplication } from "../find-mobile.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/sns/latest/api/API_SetPlatformApplicationAttributes.html */
export const SetPlatformApplicationAttributes: Operation<"SetPlatformApplicationAttributes"> = async (
  { PlatformApplicationArn: arn, Attributes: attributes },
  call,
  store,
): Promise<Record<string, never>> => {
  const application = await findApplication(arn, call, store);
  const changed = await store.platformApplications.change(application, (row) => changeApplication(row, attributes));
  if (changed === undefined) throw applicationDoesNotExist();
  return {};
};
