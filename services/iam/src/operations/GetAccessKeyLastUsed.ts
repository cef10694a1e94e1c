import type { GetAccessKeyLastUsedResponse } from "@aws-sdk/client-iam";
import { describeLastUse, lastUseDenied } from "../domain/access-key.ts";
import type { Operation } from "../operation.ts";
import { findAccessKey, lastUseOfKey } from "../store/access-keys.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccessKeyLastUsed.html */
export const GetAccessKeyLastUsed: Operation<"GetAccessKeyLastUsed"> = async (
  { AccessKeyId: id },
  { caller },
  store,
): Promise<GetAccessKeyLastUsedResponse> => {
  const rows = store.of(caller.account);
  const key = await findAccessKey(rows, id);
  if (key === undefined) throw lastUseDenied(caller.arn, id);
  return { UserName: key.user, AccessKeyLastUsed: describeLastUse(await lastUseOfKey(rows, id)) };
};
