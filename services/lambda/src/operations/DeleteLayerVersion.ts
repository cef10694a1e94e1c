import { readLayerName } from "../domain/layers/layer.ts";
import { requireVersionNumber } from "../layers/find-layer-version.ts";
import type { Operation } from "../operation.ts";
import { releaseCode } from "../store/code.ts";
import { layerVersionRows } from "../store/layers.ts";

/** One that is not there is no error; functions keep what they have. https://docs.aws.amazon.com/lambda/latest/api/API_DeleteLayerVersion.html */
export const DeleteLayerVersion: Operation<"DeleteLayerVersion"> = async (
  { LayerName, VersionNumber: version },
  call,
  store,
): Promise<Record<string, never>> => {
  requireVersionNumber(version);
  const { name, place } = readLayerName(LayerName, call.place);
  await store.change(place, async (rows) => {
    const found = await rows.get(layerVersionRows, name, version);
    if (found === undefined) return;
    rows.remove(layerVersionRows, name, version);
    await releaseCode(rows, found.code, "owners");
  });
  return {};
};
