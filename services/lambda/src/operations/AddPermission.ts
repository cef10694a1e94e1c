import type { AddPermissionResponse } from "@aws-sdk/client-lambda";
import { changePolicy } from "../policies/change-policy.ts";
import { functionArn } from "../domain/functions/function-arn.ts";
import { readFunctionName } from "../domain/functions/function-name.ts";
import { checkPolicyQualifier } from "../domain/policies/check-qualifier.ts";
import { addStatement } from "../domain/policies/policy.ts";
import { functionStatement } from "../domain/policies/statement.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html */
export const AddPermission: Operation<"AddPermission"> = async (input, call, store): Promise<AddPermissionResponse> => {
  const named = readFunctionName({ name: input.FunctionName, qualifier: input.Qualifier }, call.place);
  checkPolicyQualifier(named);
  const resource = { arn: functionArn(named, named.qualifier), region: named.place.region };
  const statement = functionStatement(resource, input);
  const decide = (policy: string | undefined): string => addStatement(policy, statement);
  await changePolicy(named, { revisionId: input.RevisionId, decide }, store);
  return { Statement: JSON.stringify(statement) };
};
