import { type AccessOf, notDecided, onNothing } from "./rules.ts";

type CapacityProviderOperation =
  | "CreateCapacityProvider"
  | "DeleteCapacityProvider"
  | "GetCapacityProvider"
  | "ListCapacityProviders"
  | "ListFunctionVersionsByCapacityProvider"
  | "UpdateCapacityProvider";

/** Capacity providers, which are not built. */
export const capacityProviderAccess: AccessOf<CapacityProviderOperation> = {
  CreateCapacityProvider: notDecided("CreateCapacityProvider"),
  DeleteCapacityProvider: notDecided("DeleteCapacityProvider"),
  GetCapacityProvider: notDecided("GetCapacityProvider"),
  ListCapacityProviders: onNothing("ListCapacityProviders"),
  ListFunctionVersionsByCapacityProvider: notDecided("ListFunctionVersionsByCapacityProvider"),
  UpdateCapacityProvider: notDecided("UpdateCapacityProvider"),
};
