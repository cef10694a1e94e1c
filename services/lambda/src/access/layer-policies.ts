import type { AccessRule } from "@skylab/service";
import { layerArn, readLayerName } from "../domain/layers/layer.ts";
import type { LambdaStore } from "../store/store.ts";
import type { AccessOf } from "./rules.ts";

type LayerPolicyOperation = "AddLayerVersionPermission" | "GetLayerVersionPolicy" | "RemoveLayerVersionPermission";

/** What IAM decides by of who may use a layer. */
export const layerPolicyAccess: AccessOf<LayerPolicyOperation> = {
  AddLayerVersionPermission: onLayerVersion("AddLayerVersionPermission"),
  GetLayerVersionPolicy: onLayerVersion("GetLayerVersionPolicy"),
  RemoveLayerVersionPermission: onLayerVersion("RemoveLayerVersionPermission"),
};

type OfLayerVersion = { readonly LayerName: string; readonly VersionNumber: number };

/** A layer's policy lets others read it, and do nothing else. */
function onLayerVersion(action: string): AccessRule<OfLayerVersion, LambdaStore> {
  return {
    action: `lambda:${action}`,
    on: ({ LayerName: name, VersionNumber: version }, { place }) => ({
      resource: layerArn(readLayerName(name, place), version),
    }),
  };
}
