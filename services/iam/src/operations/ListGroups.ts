import type { ListGroupsResponse } from "@aws-sdk/client-iam";
import { describeGroup } from "../domain/group.ts";
import { readPage, readPageOf } from "../domain/page.ts";
import type { Operation } from "../operation.ts";
import { listGroups } from "../store/groups.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListGroups.html */
export const ListGroups: Operation<"ListGroups"> = async (input, { caller }, store): Promise<ListGroupsResponse> => {
  const { PathPrefix: prefix = "/" } = input;
  const rows = store.of(caller.account);
  const { rows: groups, ...page } = await readPageOf(
    readPage(input),
    (after, limit) => listGroups(rows, { after, limit }),
    ({ path }) => path.startsWith(prefix),
  );
  return { Groups: groups.map((group) => describeGroup(caller.account, group)), ...page };
};
