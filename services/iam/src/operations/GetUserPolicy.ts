import type { GetUserPolicyResponse } from "@aws-sdk/client-iam";
import { requireInlinePolicy } from "../domain/inline-policies.ts";
import { encodePolicyDocument } from "../domain/policy-document.ts";
import type { Operation } from "../operation.ts";
import { requireUser } from "../store/users.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUserPolicy.html */
export const GetUserPolicy: Operation<"GetUserPolicy"> = async (input, call, store): Promise<GetUserPolicyResponse> => {
  const user = await requireUser(store.of(call.caller.account), input.UserName);
  const document = requireInlinePolicy("user", user, input.PolicyName);
  return { UserName: user.name, PolicyName: input.PolicyName, PolicyDocument: encodePolicyDocument(document) };
};
