import type { CreatePolicyVersionResponse } from "@aws-sdk/client-iam";
import { addVersion, describeVersion } from "../domain/policy.ts";
import { checkManagedPolicy } from "../domain/policy-document.ts";
import type { Operation } from "../operation.ts";
import { putPolicy, requireOwnAttachablePolicy } from "../store/policies.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicyVersion.html */
export const CreatePolicyVersion: Operation<"CreatePolicyVersion"> = async (
  input,
  call,
  store,
): Promise<CreatePolicyVersionResponse> => {
  const { account } = call.caller;
  const { PolicyArn: arn, PolicyDocument: document, SetAsDefault: asDefault = false } = input;
  checkManagedPolicy(document);
  return store.change(account, async (rows) => {
    const before = await requireOwnAttachablePolicy(rows, { account, arn });
    const { policy, version } = addVersion(before, { document, now: call.clock.now(), asDefault });
    putPolicy(rows, policy);
    return { PolicyVersion: describeVersion(policy, version) };
  });
};
