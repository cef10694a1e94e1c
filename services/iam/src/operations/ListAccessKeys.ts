import type { ListAccessKeysResponse } from "@aws-sdk/client-iam";
import { describeAccessKey } from "../domain/access-key.ts";
import { keyActor } from "../domain/acting-user.ts";
import { pageOfList } from "../domain/list-page.ts";
import { readPage } from "../domain/page.ts";
import type { Operation } from "../operation.ts";
import { accessKeysOf } from "../store/access-keys.ts";
import { requireKeyOwner } from "../store/key-owners.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAccessKeys.html */
export const ListAccessKeys: Operation<"ListAccessKeys"> = async (
  input,
  { caller },
  store,
): Promise<ListAccessKeysResponse> => {
  const rows = store.of(caller.account);
  const owner = await requireKeyOwner(rows, keyActor(input.UserName, caller.arn));
  const keys = await accessKeysOf(rows, owner);
  const { rows: listed, ...page } = pageOfList(readPage(input), keys, { nameOf: ({ id }) => id });
  return { AccessKeyMetadata: listed.map(describeAccessKey), ...page };
};
