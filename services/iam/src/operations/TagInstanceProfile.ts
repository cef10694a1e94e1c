import { addTags, exactCase } from "../domain/tags.ts";
import type { Operation } from "../operation.ts";
import { putInstanceProfile, requireInstanceProfile } from "../store/instance-profiles.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagInstanceProfile.html */
export const TagInstanceProfile: Operation<"TagInstanceProfile"> = async (
  input,
  call,
  store,
): Promise<Record<string, never>> => {
  await store.change(call.caller.account, async (rows) => {
    const profile = await requireInstanceProfile(rows, input.InstanceProfileName);
    putInstanceProfile(rows, { ...profile, tags: addTags(profile.tags, input.Tags, exactCase) });
  });
  return {};
};
