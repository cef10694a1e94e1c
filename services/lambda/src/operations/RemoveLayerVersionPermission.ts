import { changeLayerPolicy } from "../policies/change-layer-policy.ts";
import { readLayerName } from "../domain/layers/layer.ts";
import { removeStatement } from "../domain/policies/policy.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/lambda/latest/api/API_RemoveLayerVersionPermission.html */
export const RemoveLayerVersionPermission: Operation<"RemoveLayerVersionPermission"> = async (
  input,
  call,
  store,
): Promise<Record<string, never>> => {
  const of = { ...readLayerName(input.LayerName, call.place), version: input.VersionNumber };
  const change = {
    revisionId: input.RevisionId,
    decide: (policy: string | undefined): string | undefined => removeStatement(policy, input.StatementId),
  };
  await changeLayerPolicy(of, change, store);
  return {};
};
