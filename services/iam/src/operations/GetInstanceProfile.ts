import type { GetInstanceProfileResponse } from "@aws-sdk/client-iam";
import { describeTags } from "../domain/tags.ts";
import type { Operation } from "../operation.ts";
import { instanceProfileAnswer, requireInstanceProfile } from "../store/instance-profiles.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetInstanceProfile.html */
export const GetInstanceProfile: Operation<"GetInstanceProfile"> = async (
  input,
  call,
  store,
): Promise<GetInstanceProfileResponse> => {
  const { account } = call.caller;
  const rows = store.of(account);
  const profile = await requireInstanceProfile(rows, input.InstanceProfileName);
  const answer = await instanceProfileAnswer(rows, account, profile);
  return { InstanceProfile: { ...answer, Tags: describeTags(profile.tags) } };
};
