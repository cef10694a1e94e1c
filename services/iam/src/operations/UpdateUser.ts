import type { Operation } from "../operation.ts";
import { renameUser } from "../store/rename.ts";
import { requireUser } from "../store/users.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateUser.html */
export const UpdateUser: Operation<"UpdateUser"> = async (input, { caller }, store): Promise<Record<string, never>> => {
  await store.change(caller.account, async (rows) => {
    const user = await requireUser(rows, input.UserName);
    await renameUser(rows, user, { name: input.NewUserName ?? user.name, path: input.NewPath ?? user.path });
  });
  return {};
};
