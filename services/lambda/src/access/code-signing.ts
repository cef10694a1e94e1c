import { type AccessOf, notDecided, onNothing } from "./rules.ts";

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

/** What IAM decides by of code signing. */
export const codeSigningAccess: AccessOf<CodeSigningOperation> = {
  CreateCodeSigningConfig: onNothing("CreateCodeSigningConfig"),
  DeleteCodeSigningConfig: notDecided("DeleteCodeSigningConfig"),
  DeleteFunctionCodeSigningConfig: notDecided("DeleteFunctionCodeSigningConfig"),
  GetCodeSigningConfig: notDecided("GetCodeSigningConfig"),
  GetFunctionCodeSigningConfig: notDecided("GetFunctionCodeSigningConfig"),
  ListCodeSigningConfigs: onNothing("ListCodeSigningConfigs"),
  ListFunctionsByCodeSigningConfig: notDecided("ListFunctionsByCodeSigningConfig"),
  PutFunctionCodeSigningConfig: notDecided("PutFunctionCodeSigningConfig"),
  UpdateCodeSigningConfig: notDecided("UpdateCodeSigningConfig"),
};
