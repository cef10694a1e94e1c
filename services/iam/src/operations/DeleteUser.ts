import { deleteConflict } from "../domain/errors.ts";
import { checkUserDeletable } from "../domain/user.ts";
import type { Operation } from "../operation.ts";
import { changeBoundary } from "../store/attachments.ts";
import { credentialsInTheWay } from "../store/user-credentials.ts";
import { removeUser, requireUser } from "../store/users.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUser.html */
export const DeleteUser: Operation<"DeleteUser"> = async (
  { UserName },
  { caller },
  store,
): Promise<Record<string, never>> => {
  await store.change(caller.account, async (rows) => {
    const user = await requireUser(rows, UserName);
    checkUserDeletable(user);
    const credentials = await credentialsInTheWay(rows, user);
    if (credentials !== undefined) throw deleteConflict(`Cannot delete entity, ${credentials}.`);
    await changeBoundary(rows, { kind: "user", holder: user }, undefined);
    removeUser(rows, user);
  });
  return {};
};
