import { type AccessOf, notDecided, onNothing } from "./rules.ts";

type LayerOperation =
  | "DeleteLayerVersion"
  | "GetLayerVersion"
  | "GetLayerVersionByArn"
  | "ListLayerVersions"
  | "ListLayers"
  | "PublishLayerVersion";

/** What IAM decides by of layers. */
export const layerAccess: AccessOf<LayerOperation> = {
  DeleteLayerVersion: notDecided("DeleteLayerVersion"),
  GetLayerVersion: notDecided("GetLayerVersion"),
  GetLayerVersionByArn: notDecided("GetLayerVersionByArn"),
  ListLayerVersions: onNothing("ListLayerVersions"),
  ListLayers: onNothing("ListLayers"),
  PublishLayerVersion: notDecided("PublishLayerVersion"),
};
