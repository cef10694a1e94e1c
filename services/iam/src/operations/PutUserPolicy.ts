import { putInlinePolicy } from "../domain/inline-policies.ts";
import { checkIdentityPolicy } from "../domain/policy-document.ts";
import type { Operation } from "../operation.ts";
import { users } from "../store/holders.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutUserPolicy.html */
export const PutUserPolicy: Operation<"PutUserPolicy"> = async (input, call, store): Promise<Record<string, never>> => {
  const { PolicyName: name, PolicyDocument: document } = input;
  checkIdentityPolicy(document);
  await store.change(call.caller.account, async (rows) => {
    const user = await users.requireModifiable(rows, input.UserName);
    users.put(rows, putInlinePolicy("user", user, { name, document }));
  });
  return {};
};
