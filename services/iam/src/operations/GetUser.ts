import type { GetUserResponse } from "@aws-sdk/client-iam";
import { actorOf } from "../domain/acting-user.ts";
import { describeRoot, describeUserFully } from "../domain/user.ts";
import type { Operation } from "../operation.ts";
import { accountOf } from "../store/account.ts";
import { requireUser } from "../store/users.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUser.html */
export const GetUser: Operation<"GetUser"> = async ({ UserName }, { caller }, store): Promise<GetUserResponse> => {
  const rows = store.of(caller.account);
  const actor = UserName === undefined ? actorOf(caller.arn) : { root: false as const, userName: UserName };
  if (actor.root) return { User: describeRoot(await accountOf(rows, caller.account)) };
  const user = await requireUser(rows, actor.userName);
  return { User: describeUserFully(caller.account, user) };
};
