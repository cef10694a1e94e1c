import type { Place } from "@skylab/aws";
import { jsonTable, type Listed, type Records } from "@skylab/records";
import type { LayerAddress, LayerVersionAddress, StoredLayer, StoredLayerVersion } from "../domain/layers/layer.ts";
import { readersOf } from "./readers-of.ts";
import { LAYER_VERSIONS_SPACE, LAYERS_SPACE } from "./spaces.ts";

export const layerRows = jsonTable<StoredLayer>(LAYERS_SPACE);

/** By the layer's name and the number of the version. */
export const layerVersionRows = jsonTable<StoredLayerVersion>(LAYER_VERSIONS_SPACE);

/** Layers and their versions. What changes them is a transaction of the store, with `layerRows` and `layerVersionRows`. */
export type Layers = {
  /** A version as it is now. */
  readonly readVersion: (address: LayerVersionAddress) => Promise<StoredLayerVersion | undefined>;
  /** The layers of a place by their names, those too whose versions were all deleted. */
  readonly list: (place: Place, page: LayerPage) => Promise<readonly Listed<StoredLayer>[]>;
  /** The versions of a layer, the last one first. */
  readonly listVersions: (of: LayerAddress, page: LayerPage) => Promise<readonly Listed<StoredLayerVersion>[]>;
};

export type LayerPage = { readonly after?: Uint8Array | undefined; readonly limit: number };

export function openLayers(records: Records): Layers {
  const rowsOf = readersOf(records);
  return {
    readVersion: async ({ place, name, version }) => rowsOf(place)?.get(layerVersionRows, name, version),
    list: async (place, page) => (await rowsOf(place)?.list(layerRows, page)) ?? [],
    listVersions: async ({ place, name }, page) =>
      (await rowsOf(place)?.list(layerVersionRows, { prefix: [name], reverse: true, ...page })) ?? [],
  };
}
