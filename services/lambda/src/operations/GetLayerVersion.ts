import type { GetLayerVersionResponse } from "@aws-sdk/client-lambda";
import { describedVersion } from "../domain/layers/described.ts";
import { readLayerName } from "../domain/layers/layer.ts";
import { findLayerVersion } from "../layers/find-layer-version.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetLayerVersion.html */
export const GetLayerVersion: Operation<"GetLayerVersion"> = async (
  { LayerName, VersionNumber },
  { endpoint, place },
  store,
): Promise<GetLayerVersionResponse> => {
  const address = { ...readLayerName(LayerName, place), version: VersionNumber };
  const version = await findLayerVersion(address, store);
  return describedVersion(address, version, await store.codeLinks.linkTo(version.code.blob, endpoint));
};
