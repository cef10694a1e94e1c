import type { Operation } from "../operation.ts";
import { changeBoundary } from "../store/attachments.ts";
import { users } from "../store/holders.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutUserPermissionsBoundary.html */
export const PutUserPermissionsBoundary: Operation<"PutUserPermissionsBoundary"> = async (
  input,
  call,
  store,
): Promise<Record<string, never>> => {
  const { account } = call.caller;
  const arn = input.PermissionsBoundary;
  await store.change(account, async (rows) => {
    const user = await users.requireModifiable(rows, input.UserName);
    await changeBoundary(rows, { kind: "user", holder: user }, { account, arn });
    users.put(rows, { ...user, permissionsBoundary: arn });
  });
  return {};
};
