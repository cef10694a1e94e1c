import { type AccessOf, notDecided } from "./rules.ts";

type UrlOperation =
  | "CreateFunctionUrlConfig"
  | "DeleteFunctionUrlConfig"
  | "GetFunctionUrlConfig"
  | "ListFunctionUrlConfigs"
  | "UpdateFunctionUrlConfig";

/** What IAM decides by of function URLs. */
export const urlAccess: AccessOf<UrlOperation> = {
  CreateFunctionUrlConfig: notDecided("CreateFunctionUrlConfig"),
  DeleteFunctionUrlConfig: notDecided("DeleteFunctionUrlConfig"),
  GetFunctionUrlConfig: notDecided("GetFunctionUrlConfig"),
  ListFunctionUrlConfigs: notDecided("ListFunctionUrlConfigs"),
  UpdateFunctionUrlConfig: notDecided("UpdateFunctionUrlConfig"),
};
