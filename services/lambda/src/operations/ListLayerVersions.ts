import type { ListLayerVersionsResponse } from "@aws-sdk/client-lambda";
import { listedVersion } from "../domain/layers/described.ts";
import { readLayerName } from "../domain/layers/layer.ts";
import { PAGE_SIZE, pageOf, readMarker } from "../domain/page.ts";
import { matchingVersions, versionOf } from "../layers/matching-versions.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListLayerVersions.html */
export const ListLayerVersions: Operation<"ListLayerVersions"> = async (
  { LayerName, Marker, MaxItems: limit = PAGE_SIZE, ...asked },
  { place },
  store,
): Promise<ListLayerVersionsResponse> => {
  const of = readLayerName(LayerName, place);
  const page = { after: readMarker(Marker), limit: limit + 1 };
  const { items, ...more } = pageOf(await matchingVersions(of, { ...page, ...asked }, store), limit);
  return {
    LayerVersions: items.map(({ key, row }) => listedVersion({ ...of, version: versionOf(key) }, row)),
    ...more,
  };
};
