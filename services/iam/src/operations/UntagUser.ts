import { anyCase, removeTags } from "../domain/tags.ts";
import type { Operation } from "../operation.ts";
import { putUser, requireUser } from "../store/users.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagUser.html */
export const UntagUser: Operation<"UntagUser"> = async (
  { UserName, TagKeys },
  { caller },
  store,
): Promise<Record<string, never>> => {
  await store.change(caller.account, async (rows) => {
    const user = await requireUser(rows, UserName);
    putUser(rows, { ...user, tags: removeTags(user.tags, TagKeys, anyCase) });
  });
  return {};
};
