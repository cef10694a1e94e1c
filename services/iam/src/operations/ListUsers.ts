import type { ListUsersResponse } from "@aws-sdk/client-iam";
import { readPage, readPageOf } from "../domain/page.ts";
import { describeUser } from "../domain/user.ts";
import type { Operation } from "../operation.ts";
import { listUsers } from "../store/users.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUsers.html */
export const ListUsers: Operation<"ListUsers"> = async (input, { caller }, store): Promise<ListUsersResponse> => {
  const { PathPrefix: prefix = "/" } = input;
  const rows = store.of(caller.account);
  const { rows: users, ...page } = await readPageOf(
    readPage(input),
    (after, limit) => listUsers(rows, { after, limit }),
    ({ path }) => path.startsWith(prefix),
  );
  return { Users: users.map((user) => describeUser(caller.account, user)), ...page };
};
