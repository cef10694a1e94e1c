import { onFunction } from "./function-target.ts";
import type { AccessOf } from "./rules.ts";

type AliasOperation = "CreateAlias" | "DeleteAlias" | "GetAlias" | "ListAliases" | "UpdateAlias";

/** What IAM decides by of aliases: the function that they are of. */
export const aliasAccess: AccessOf<AliasOperation> = {
  CreateAlias: onFunction("CreateAlias"),
  DeleteAlias: onFunction("DeleteAlias"),
  GetAlias: onFunction("GetAlias"),
  ListAliases: onFunction("ListAliases"),
  UpdateAlias: onFunction("UpdateAlias"),
};
