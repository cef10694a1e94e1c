import { type AccessRule, tagContext } from "@skylab/service";
import type { LambdaStore } from "../store/store.ts";
import { onFunction, targetOf } from "./function-target.ts";
import { type AccessOf, onNothing, tagging } from "./rules.ts";
import { codeSigningConfigArn } from "../domain/code-signing/code-signing-config.ts";
import { readFunctionName } from "../domain/functions/function-name.ts";

type CodeSigningOperation =
  | "CreateCodeSigningConfig"
  | "DeleteCodeSigningConfig"
  | "DeleteFunctionCodeSigningConfig"
  | "GetCodeSigningConfig"
  | "GetFunctionCodeSigningConfig"
  | "ListCodeSigningConfigs"
  | "ListFunctionsByCodeSigningConfig"
  | "PutFunctionCodeSigningConfig"
  | "UpdateCodeSigningConfig";

type OfConfig = { readonly CodeSigningConfigArn: string };

const onConfig = (action: string): AccessRule<OfConfig, LambdaStore> => ({
  action: `lambda:${action}`,
  on: ({ CodeSigningConfigArn: resource }) => ({ resource }),
});

/** What IAM decides by of code signing. */
export const codeSigningAccess: AccessOf<CodeSigningOperation> = {
  CreateCodeSigningConfig: {
    action: "lambda:CreateCodeSigningConfig",
    on: ({ Tags }) => ({ resource: "*", context: () => tagContext({ set: Tags }) }),
    also: ({ Tags: set }, { place }) => tagging({ resource: codeSigningConfigArn({ place, id: "*" }), set }),
  },
  DeleteCodeSigningConfig: onConfig("DeleteCodeSigningConfig"),
  DeleteFunctionCodeSigningConfig: onFunction("DeleteFunctionCodeSigningConfig"),
  GetCodeSigningConfig: onConfig("GetCodeSigningConfig"),
  GetFunctionCodeSigningConfig: onFunction("GetFunctionCodeSigningConfig"),
  ListCodeSigningConfigs: onNothing("ListCodeSigningConfigs"),
  ListFunctionsByCodeSigningConfig: onConfig("ListFunctionsByCodeSigningConfig"),
  PutFunctionCodeSigningConfig: {
    action: "lambda:PutFunctionCodeSigningConfig",
    on: async ({ CodeSigningConfigArn: arn, FunctionName: name }, { place }, store) => {
      const { context, ...target } = await targetOf(readFunctionName({ name }, place), store);
      return { ...target, context: () => ({ ...context?.(), "lambda:CodeSigningConfigArn": arn }) };
    },
  },
  UpdateCodeSigningConfig: onConfig("UpdateCodeSigningConfig"),
};
