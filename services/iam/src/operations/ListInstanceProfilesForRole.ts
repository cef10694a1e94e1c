import type { ListInstanceProfilesForRoleResponse } from "@aws-sdk/client-iam";
import { pageOfList } from "../domain/list-page.ts";
import { readPage } from "../domain/page.ts";
import type { Operation } from "../operation.ts";
import { instanceProfileAnswer, instanceProfilesOf } from "../store/instance-profiles.ts";
import { requireRole } from "../store/roles.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListInstanceProfilesForRole.html */
export const ListInstanceProfilesForRole: Operation<"ListInstanceProfilesForRole"> = async (
  input,
  call,
  store,
): Promise<ListInstanceProfilesForRoleResponse> => {
  const { account } = call.caller;
  const rows = store.of(account);
  const all = await instanceProfilesOf(rows, await requireRole(rows, input.RoleName));
  const { rows: profiles, ...page } = pageOfList(readPage(input), all, { nameOf: ({ name }) => name });
  const InstanceProfiles = profiles.map((profile) => instanceProfileAnswer(rows, account, profile));
  return { InstanceProfiles: await Promise.all(InstanceProfiles), ...page };
};
