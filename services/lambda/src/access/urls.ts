import type { AccessRule, Call, KeptContext } from "@skylab/service";
import { LATEST } from "../domain/functions/function-arn.ts";
import { readFunctionName } from "../domain/functions/function-name.ts";
import type { LambdaStore } from "../store/store.ts";
import { functionTarget } from "./function-target.ts";
import type { AccessOf } from "./rules.ts";

type UrlOperation =
  | "CreateFunctionUrlConfig"
  | "DeleteFunctionUrlConfig"
  | "GetFunctionUrlConfig"
  | "ListFunctionUrlConfigs"
  | "UpdateFunctionUrlConfig";

/** What IAM decides by of function URLs. */
export const urlAccess: AccessOf<UrlOperation> = {
  CreateFunctionUrlConfig: onUrl("CreateFunctionUrlConfig"),
  DeleteFunctionUrlConfig: onUrl("DeleteFunctionUrlConfig"),
  GetFunctionUrlConfig: onUrl("GetFunctionUrlConfig"),
  ListFunctionUrlConfigs: onUrl("ListFunctionUrlConfigs"),
  UpdateFunctionUrlConfig: onUrl("UpdateFunctionUrlConfig"),
};

type OfUrl = {
  readonly FunctionName: string;
  readonly Qualifier?: string | undefined;
  readonly AuthType?: string | undefined;
};

/** How a URL lets callers in is a condition: what the request asks for, or else what it is. */
function onUrl(action: string): AccessRule<OfUrl, LambdaStore> {
  return {
    action: `lambda:${action}`,
    on: async (input, call, store) => {
      const { AuthType: authType, FunctionName: name, Qualifier: qualifier } = input;
      const target = await functionTarget({ name, qualifier }, call, store);
      if (authType === undefined) return { ...target, kept: withAuthType(target.kept, input, { call, store }) };
      return { ...target, context: () => ({ ...target.context?.(), [AUTH_TYPE]: authType }) };
    },
  };
}

const AUTH_TYPE = "lambda:FunctionUrlAuthType";

type Parts = { readonly call: Call; readonly store: LambdaStore };

/** What is read where a policy has any condition: how the URL lets callers in, and what else there is. */
const withAuthType = (kept: KeptContext | undefined, input: OfUrl, { call, store }: Parts): KeptContext => ({
  keys: "",
  context: async () => {
    const naming = { name: input.FunctionName, qualifier: input.Qualifier };
    const { qualifier = LATEST, ...of } = readFunctionName(naming, call.place);
    const url = await store.urls.read({ ...of, qualifier });
    return { ...(await kept?.context()), ...(url && { [AUTH_TYPE]: url.authType }) };
  },
});
