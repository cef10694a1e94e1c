import { putInlinePolicy } from "../domain/inline-policies.ts";
import { checkIdentityPolicy } from "../domain/policy-document.ts";
import type { Operation } from "../operation.ts";
import { roles } from "../store/holders.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html */
export const PutRolePolicy: Operation<"PutRolePolicy"> = async (input, call, store): Promise<Record<string, never>> => {
  const { PolicyName: name, PolicyDocument: document } = input;
  checkIdentityPolicy(document);
  await store.change(call.caller.account, async (rows) => {
    const role = await roles.requireModifiable(rows, input.RoleName);
    roles.put(rows, putInlinePolicy("role", role, { name, document }));
  });
  return {};
};
