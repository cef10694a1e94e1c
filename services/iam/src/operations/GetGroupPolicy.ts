import type { GetGroupPolicyResponse } from "@aws-sdk/client-iam";
import { requireInlinePolicy } from "../domain/inline-policies.ts";
import { encodePolicyDocument } from "../domain/policy-document.ts";
import type { Operation } from "../operation.ts";
import { requireGroup } from "../store/groups.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetGroupPolicy.html */
export const GetGroupPolicy: Operation<"GetGroupPolicy"> = async (
  input,
  call,
  store,
): Promise<GetGroupPolicyResponse> => {
  const group = await requireGroup(store.of(call.caller.account), input.GroupName);
  const document = requireInlinePolicy("group", group, input.PolicyName);
  return { GroupName: group.name, PolicyName: input.PolicyName, PolicyDocument: encodePolicyDocument(document) };
};
