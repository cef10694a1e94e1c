import type { CreatePlatformApplicationResponse } from "@aws-sdk/client-sns";
import { checkApplicationName, isSameApplication, newApplication } from "../domain/mobile/application.ts";
import { applicationArn } from "../domain/mobile/arns.ts";
import { applicationExists } from "../domain/mobile/errors.ts";
import { readPlatform } from "../domain/mobile/platform.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/sns/latest/api/API_CreatePlatformApplication.html */
export const CreatePlatformApplication: Operation<"CreatePlatformApplication"> = async (
  { Name: name, Platform, Attributes: attributes },
  { ids, place },
  store,
): Promise<CreatePlatformApplicationResponse> => {
  checkApplicationName(name);
  const platform = readPlatform(Platform);
  const application = { place, platform, name, row: newApplication(ids.uuid(), platform, attributes) };
  const existing = await store.platformApplications.create(application);
  if (existing !== undefined && !isSameApplication(existing.row, application.row)) throw applicationExists();
  return { PlatformApplicationArn: applicationArn(application) };
};
