import type { CreateInstanceProfileResponse } from "@aws-sdk/client-iam";
import { alreadyExists } from "../domain/errors.ts";
import { newId } from "../domain/ids.ts";
import { describeInstanceProfile, type InstanceProfile } from "../domain/instance-profile.ts";
import { describeAnyTags, exactCase, newTags } from "../domain/tags.ts";
import type { Operation } from "../operation.ts";
import { findInstanceProfile, putInstanceProfile } from "../store/instance-profiles.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateInstanceProfile.html */
export const CreateInstanceProfile: Operation<"CreateInstanceProfile"> = async (
  input,
  call,
  store,
): Promise<CreateInstanceProfileResponse> => {
  const { InstanceProfileName: name, Path: path = "/" } = input;
  const tags = newTags(input.Tags, exactCase);
  const profile: InstanceProfile = { name, path, id: newId("AIPA", call.ids), createdAt: call.clock.now(), tags };
  const { account } = call.caller;
  await store.change(account, async (rows) => {
    if ((await findInstanceProfile(rows, name)) !== undefined) {
      throw alreadyExists(`Instance Profile ${name} already exists.`);
    }
    putInstanceProfile(rows, profile);
  });
  return { InstanceProfile: { ...describeInstanceProfile(account, profile, []), ...describeAnyTags(tags) } };
};
