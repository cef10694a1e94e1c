import { exactCase, removeTags } from "../domain/tags.ts";
import type { Operation } from "../operation.ts";
import { putInstanceProfile, requireInstanceProfile } from "../store/instance-profiles.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagInstanceProfile.html */
export const UntagInstanceProfile: Operation<"UntagInstanceProfile"> = async (
  input,
  call,
  store,
): Promise<Record<string, never>> => {
  await store.change(call.caller.account, async (rows) => {
    const profile = await requireInstanceProfile(rows, input.InstanceProfileName);
    putInstanceProfile(rows, { ...profile, tags: removeTags(profile.tags, input.TagKeys, exactCase) });
  });
  return {};
};
