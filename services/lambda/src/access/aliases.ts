import { type AccessOf, notDecided } from "./rules.ts";

type AliasOperation = "CreateAlias" | "DeleteAlias" | "GetAlias" | "ListAliases" | "UpdateAlias";

/** What IAM decides by of aliases. */
export const aliasAccess: AccessOf<AliasOperation> = {
  CreateAlias: notDecided("CreateAlias"),
  DeleteAlias: notDecided("DeleteAlias"),
  GetAlias: notDecided("GetAlias"),
  ListAliases: notDecided("ListAliases"),
  UpdateAlias: notDecided("UpdateAlias"),
};
