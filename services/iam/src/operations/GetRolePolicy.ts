import type { GetRolePolicyResponse } from "@aws-sdk/client-iam";
import { requireInlinePolicy } from "../domain/inline-policies.ts";
import { encodePolicyDocument } from "../domain/policy-document.ts";
import type { Operation } from "../operation.ts";
import { requireRole } from "../store/roles.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html */
export const GetRolePolicy: Operation<"GetRolePolicy"> = async (input, call, store): Promise<GetRolePolicyResponse> => {
  const role = await requireRole(store.of(call.caller.account), input.RoleName);
  const document = requireInlinePolicy("role", role, input.PolicyName);
  return { RoleName: role.name, PolicyName: input.PolicyName, PolicyDocument: encodePolicyDocument(document) };
};
