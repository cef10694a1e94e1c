import { addTags, anyCase } from "../domain/tags.ts";
import type { Operation } from "../operation.ts";
import { putUser, requireUser } from "../store/users.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagUser.html */
export const TagUser: Operation<"TagUser"> = async (
  { UserName, Tags },
  { caller },
  store,
): Promise<Record<string, never>> => {
  await store.change(caller.account, async (rows) => {
    const user = await requireUser(rows, UserName);
    putUser(rows, { ...user, tags: addTags(user.tags, Tags, anyCase) });
  });
  return {};
};
