import type { AccessRule, Target } from "@skylab/service";
import { layerArn, type LayerVersionAddress, readLayerName, readLayerVersionArn } from "../domain/layers/layer.ts";
import type { LambdaStore } from "../store/store.ts";
import { type AccessOf, onNothing } from "./rules.ts";

type LayerOperation =
  | "DeleteLayerVersion"
  | "GetLayerVersion"
  | "GetLayerVersionByArn"
  | "ListLayerVersions"
  | "ListLayers"
  | "PublishLayerVersion";

/** What IAM decides by of layers. */
export const layerAccess: AccessOf<LayerOperation> = {
  DeleteLayerVersion: {
    action: "lambda:DeleteLayerVersion",
    on: ({ LayerName, VersionNumber }, { place }) => ({
      resource: layerArn(readLayerName(LayerName, place), VersionNumber),
    }),
  },
  GetLayerVersion: {
    action: "lambda:GetLayerVersion",
    on: ({ LayerName, VersionNumber: version }, { place }, store) =>
      readable({ ...readLayerName(LayerName, place), version }, store),
  },
  GetLayerVersionByArn: {
    action: "lambda:GetLayerVersion",
    on: ({ Arn }, _call, store) => {
      const address = readLayerVersionArn(Arn);
      return address === undefined ? { resource: Arn } : readable(address, store);
    },
  },
  // AWS's list of actions names no resource, but AWS decides by the layer: another account's are nobody else's to list.
  ListLayerVersions: onLayer("ListLayerVersions"),
  ListLayers: onNothing("ListLayers"),
  PublishLayerVersion: onLayer("PublishLayerVersion"),
};

function onLayer(action: string): AccessRule<{ readonly LayerName: string }, LambdaStore> {
  return {
    action: `lambda:${action}`,
    on: ({ LayerName }, { place }) => ({ resource: layerArn(readLayerName(LayerName, place)) }),
  };
}

/** A version that its policy may let others read. */
async function readable(address: LayerVersionAddress, store: LambdaStore): Promise<Target> {
  const policy = (await store.layers.readVersion(address))?.policy?.document;
  return { resource: layerArn(address, address.version), policy };
}
