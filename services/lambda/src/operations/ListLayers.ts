import type { LayersListItem, ListLayersResponse } from "@aws-sdk/client-lambda";
import type { Place } from "@skylab/aws";
import { type CompatibleWith, listedVersion } from "../domain/layers/described.ts";
import { layerArn } from "../domain/layers/layer.ts";
import { PAGE_SIZE, pageOf, readMarker } from "../domain/page.ts";
import { matchingVersions, versionOf } from "../layers/matching-versions.ts";
import type { Operation } from "../operation.ts";
import { firstText } from "../store/key-texts.ts";
import type { LambdaStore } from "../store/store.ts";

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListLayers.html */
export const ListLayers: Operation<"ListLayers"> = async (
  { Marker, MaxItems: limit = PAGE_SIZE, ...asked },
  { place },
  store,
): Promise<ListLayersResponse> => {
  const found: Found[] = [];
  let after = readMarker(Marker);
  do {
    const piece = await store.layers.list(place, { after, limit: limit + 1 });
    for (const { key } of piece) found.push(...(await latestOf(key, { ...asked, place }, store)));
    after = piece.length > limit ? piece.at(-1)?.key : undefined;
  } while (after !== undefined && found.length <= limit);
  const { items, ...more } = pageOf(found, limit);
  return { Layers: items.map(({ layer }) => layer), ...more };
};

type Found = { readonly key: Uint8Array; readonly layer: LayersListItem };

/** A layer with the last version that goes with what is asked for; nothing where it has none. */
async function latestOf(
  key: Uint8Array,
  { place, ...asked }: CompatibleWith & { readonly place: Place },
  store: LambdaStore,
): Promise<readonly Found[]> {
  const of = { place, name: firstText(key) };
  const [latest] = await matchingVersions(of, { ...asked, limit: 1 }, store);
  if (latest === undefined) return [];
  const version = listedVersion({ ...of, version: versionOf(latest.key) }, latest.row);
  return [{ key, layer: { LayerName: of.name, LayerArn: layerArn(of), LatestMatchingVersion: version } }];
}
