import type { AccessRule } from "@skylab/service";
import type { LambdaOperations } from "../operation.ts";
import type { LambdaStore } from "../store/store.ts";
import { functionTarget, onFunction } from "./function-target.ts";
import type { AccessOf } from "./rules.ts";

type PolicyOperation =
  | "AddPermission"
  | "DeleteResourcePolicy"
  | "GetPolicy"
  | "GetResourcePolicy"
  | "PutResourcePolicy"
  | "RemovePermission";

/** Who may add permissions may be bound to some that they are for. */
const onAddPermission: AccessRule<LambdaOperations["AddPermission"]["input"], LambdaStore> = {
  action: "lambda:AddPermission",
  on: async (input, call, store) => {
    const { FunctionName: name, FunctionUrlAuthType: authType, Principal: principal, Qualifier: qualifier } = input;
    const target = await functionTarget({ name, qualifier }, call, store);
    return {
      ...target,
      context: () => ({
        ...target.context?.(),
        "lambda:Principal": principal,
        ...(authType !== undefined && { "lambda:FunctionUrlAuthType": authType }),
      }),
    };
  },
};

/** What IAM decides by of who may use a function. */
export const policyAccess: AccessOf<PolicyOperation> = {
  AddPermission: onAddPermission,
  DeleteResourcePolicy: onResource("DeleteResourcePolicy"),
  GetPolicy: onFunction("GetPolicy"),
  GetResourcePolicy: onResource("GetResourcePolicy"),
  PutResourcePolicy: onResource("PutResourcePolicy"),
  RemovePermission: onFunction("RemovePermission"),
};

/** As `onFunction`, where the parameter is called ResourceArn, and may be a runtime's. */
function onResource(action: string): AccessRule<{ readonly ResourceArn: string }, LambdaStore> {
  return {
    action: `lambda:${action}`,
    on: ({ ResourceArn: arn }, call, store) =>
      arn.includes(":function:") ? functionTarget({ name: arn }, call, store) : { resource: arn },
  };
}
