import type { ListRolesResponse } from "@aws-sdk/client-iam";
import { readPage, readPageOf } from "../domain/page.ts";
import { describeListedRole } from "../domain/role.ts";
import type { Operation } from "../operation.ts";
import { listRoles } from "../store/roles.ts";
import { trustPolicyOf } from "../store/trust-policies.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html */
export const ListRoles: Operation<"ListRoles"> = async (input, call, store): Promise<ListRolesResponse> => {
  const { account } = call.caller;
  const { PathPrefix: prefix = "/" } = input;
  const rows = store.of(account);
  const page = await readPageOf(readPage(input), listRoles(rows), ({ path }) => path.startsWith(prefix));
  const { rows: roles, ...rest } = page;
  const Roles = roles.map(async (role) => describeListedRole(account, role, await trustPolicyOf(rows, account, role)));
  return { Roles: await Promise.all(Roles), ...rest };
};
