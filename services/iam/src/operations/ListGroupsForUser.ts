import type { ListGroupsForUserResponse } from "@aws-sdk/client-iam";
import { describeGroup } from "../domain/group.ts";
import { pageOfList } from "../domain/list-page.ts";
import { readPage } from "../domain/page.ts";
import type { Operation } from "../operation.ts";
import { groupsOf } from "../store/members.ts";
import { requireUser } from "../store/users.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListGroupsForUser.html */
export const ListGroupsForUser: Operation<"ListGroupsForUser"> = async (
  input,
  { caller },
  store,
): Promise<ListGroupsForUserResponse> => {
  const rows = store.of(caller.account);
  const groups = await groupsOf(rows, await requireUser(rows, input.UserName));
  const { rows: listed, ...page } = pageOfList(readPage(input), groups, { nameOf: ({ name }) => name });
  return { Groups: listed.map((group) => describeGroup(caller.account, group)), ...page };
};
