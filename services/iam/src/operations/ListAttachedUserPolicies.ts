import type { ListAttachedUserPoliciesResponse } from "@aws-sdk/client-iam";
import { listAttachedPolicies } from "../domain/attached-policies.ts";
import type { Operation } from "../operation.ts";
import { requireUser } from "../store/users.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedUserPolicies.html */
export const ListAttachedUserPolicies: Operation<"ListAttachedUserPolicies"> = async (
  input,
  call,
  store,
): Promise<ListAttachedUserPoliciesResponse> => {
  const user = await requireUser(store.of(call.caller.account), input.UserName);
  return listAttachedPolicies(user, input);
};
