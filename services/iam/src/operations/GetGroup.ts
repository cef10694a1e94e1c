import type { GetGroupResponse } from "@aws-sdk/client-iam";
import { describeGroup } from "../domain/group.ts";
import { readPage, readPageOf } from "../domain/page.ts";
import { describeUser } from "../domain/user.ts";
import type { Operation } from "../operation.ts";
import { requireGroup } from "../store/groups.ts";
import { listMemberKeys, usersAt } from "../store/members.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetGroup.html */
export const GetGroup: Operation<"GetGroup"> = async (input, { caller }, store): Promise<GetGroupResponse> => {
  const rows = store.of(caller.account);
  const group = await requireGroup(rows, input.GroupName);
  const { rows: keys, ...page } = await readPageOf(readPage(input), (after, limit) =>
    listMemberKeys(rows, group, { after, limit }),
  );
  const users = await usersAt(rows, keys);
  return {
    Group: describeGroup(caller.account, group),
    Users: users.map((user) => describeUser(caller.account, user)),
    ...page,
  };
};
