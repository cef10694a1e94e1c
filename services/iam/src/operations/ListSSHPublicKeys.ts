import type { ListSSHPublicKeysResponse } from "@aws-sdk/client-iam";
import { actingUser } from "../domain/acting-user.ts";
import { readPage } from "../domain/page.ts";
import { describeKeyMetadata } from "../domain/ssh-public-key.ts";
import type { Operation } from "../operation.ts";
import { sshKeys } from "../store/user-credentials.ts";
import { requireUser } from "../store/users.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListSSHPublicKeys.html */
export const ListSSHPublicKeys: Operation<"ListSSHPublicKeys"> = async (
  input,
  call,
  store,
): Promise<ListSSHPublicKeysResponse> => {
  const reader = store.of(call.caller.account);
  const user = await requireUser(reader, actingUser(input.UserName, call.caller.arn));
  const { rows, ...page } = await sshKeys.page(reader, user, readPage(input));
  return { SSHPublicKeys: rows.map((key) => describeKeyMetadata(user.name, key)), ...page };
};
