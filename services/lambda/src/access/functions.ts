import { type AccessOf, notDecided, onNothing } from "./rules.ts";

type FunctionOperation =
  | "CreateFunction"
  | "DeleteFunction"
  | "GetAccountSettings"
  | "GetFunction"
  | "GetFunctionConfiguration"
  | "GetFunctionRecursionConfig"
  | "GetFunctionScalingConfig"
  | "GetRuntimeManagementConfig"
  | "ListFunctions"
  | "ListVersionsByFunction"
  | "PublishVersion"
  | "PutFunctionRecursionConfig"
  | "PutFunctionScalingConfig"
  | "PutRuntimeManagementConfig"
  | "UpdateFunctionCode"
  | "UpdateFunctionConfiguration";

/** What IAM decides by of functions and their versions. */
export const functionAccess: AccessOf<FunctionOperation> = {
  CreateFunction: notDecided("CreateFunction"),
  DeleteFunction: notDecided("DeleteFunction"),
  GetAccountSettings: onNothing("GetAccountSettings"),
  GetFunction: notDecided("GetFunction"),
  GetFunctionConfiguration: notDecided("GetFunctionConfiguration"),
  GetFunctionRecursionConfig: notDecided("GetFunctionRecursionConfig"),
  GetFunctionScalingConfig: notDecided("GetFunctionScalingConfig"),
  GetRuntimeManagementConfig: notDecided("GetRuntimeManagementConfig"),
  ListFunctions: onNothing("ListFunctions"),
  ListVersionsByFunction: notDecided("ListVersionsByFunction"),
  PublishVersion: notDecided("PublishVersion"),
  PutFunctionRecursionConfig: notDecided("PutFunctionRecursionConfig"),
  PutFunctionScalingConfig: notDecided("PutFunctionScalingConfig"),
  PutRuntimeManagementConfig: notDecided("PutRuntimeManagementConfig"),
  UpdateFunctionCode: notDecided("UpdateFunctionCode"),
  UpdateFunctionConfiguration: notDecided("UpdateFunctionConfiguration"),
};
