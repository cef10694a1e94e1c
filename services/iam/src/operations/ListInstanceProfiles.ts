import type { ListInstanceProfilesResponse } from "@aws-sdk/client-iam";
import { readPage, readPageOf } from "../domain/page.ts";
import type { Operation } from "../operation.ts";
import { instanceProfileAnswer, listInstanceProfiles } from "../store/instance-profiles.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListInstanceProfiles.html */
export const ListInstanceProfiles: Operation<"ListInstanceProfiles"> = async (
  input,
  call,
  store,
): Promise<ListInstanceProfilesResponse> => {
  const { account } = call.caller;
  const { PathPrefix: prefix = "/" } = input;
  const rows = store.of(account);
  const page = await readPageOf(readPage(input), listInstanceProfiles(rows), ({ path }) => path.startsWith(prefix));
  const { rows: profiles, ...rest } = page;
  const InstanceProfiles = profiles.map((profile) => instanceProfileAnswer(rows, account, profile));
  return { InstanceProfiles: await Promise.all(InstanceProfiles), ...rest };
};
