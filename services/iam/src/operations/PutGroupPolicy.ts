import { putInlinePolicy } from "../domain/inline-policies.ts";
import { checkIdentityPolicy } from "../domain/policy-document.ts";
import type { Operation } from "../operation.ts";
import { groups } from "../store/holders.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutGroupPolicy.html */
export const PutGroupPolicy: Operation<"PutGroupPolicy"> = async (
  input,
  call,
  store,
): Promise<Record<string, never>> => {
  const { PolicyName: name, PolicyDocument: document } = input;
  checkIdentityPolicy(document);
  await store.change(call.caller.account, async (rows) => {
    const group = await groups.requireModifiable(rows, input.GroupName);
    groups.put(rows, putInlinePolicy("group", group, { name, document }));
  });
  return {};
};
