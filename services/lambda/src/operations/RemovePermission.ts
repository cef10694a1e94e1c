import { changePolicy } from "../policies/change-policy.ts";
import { resourceNotFound } from "../domain/errors.ts";
import { functionArn } from "../domain/functions/function-arn.ts";
import { readFunctionName } from "../domain/functions/function-name.ts";
import { removeStatement } from "../domain/policies/policy.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/lambda/latest/api/API_RemovePermission.html */
export const RemovePermission: Operation<"RemovePermission"> = async (
  input,
  call,
  store,
): Promise<Record<string, never>> => {
  const named = readFunctionName({ name: input.FunctionName, qualifier: input.Qualifier }, call.place);
  const change = {
    revisionId: input.RevisionId,
    decide: (policy: string | undefined): string | undefined => removeStatement(policy, input.StatementId),
    missing: (): Error => resourceNotFound(`No policy found for: ${functionArn(named)}`),
  };
  await changePolicy(named, change, store);
  return {};
};
