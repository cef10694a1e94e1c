import { type AccessOf, notDecided } from "./rules.ts";

type LayerPolicyOperation = "AddLayerVersionPermission" | "GetLayerVersionPolicy" | "RemoveLayerVersionPermission";

/** What IAM decides by of who may use a layer. */
export const layerPolicyAccess: AccessOf<LayerPolicyOperation> = {
  AddLayerVersionPermission: notDecided("AddLayerVersionPermission"),
  GetLayerVersionPolicy: notDecided("GetLayerVersionPolicy"),
  RemoveLayerVersionPermission: notDecided("RemoveLayerVersionPermission"),
};
