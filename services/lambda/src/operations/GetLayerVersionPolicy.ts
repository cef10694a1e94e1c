import type { GetLayerVersionPolicyResponse } from "@aws-sdk/client-lambda";
import { layerVersionDoesNotExist } from "../policies/change-layer-policy.ts";
import { readLayerName } from "../domain/layers/layer.ts";
import { noPolicy } from "../domain/policies/policy.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetLayerVersionPolicy.html */
export const GetLayerVersionPolicy: Operation<"GetLayerVersionPolicy"> = async (
  input,
  call,
  store,
): Promise<GetLayerVersionPolicyResponse> => {
  const of = { ...readLayerName(input.LayerName, call.place), version: input.VersionNumber };
  const version = await store.layers.readVersion(of);
  if (version === undefined) throw layerVersionDoesNotExist(of);
  if (version.policy === undefined) throw noPolicy();
  return { Policy: version.policy.document, RevisionId: version.policy.revisionId };
};
