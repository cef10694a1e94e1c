import type { AddLayerVersionPermissionResponse } from "@aws-sdk/client-lambda";
import { changeLayerPolicy } from "../policies/change-layer-policy.ts";
import { layerArn, readLayerName } from "../domain/layers/layer.ts";
import { addStatement } from "../domain/policies/policy.ts";
import { layerStatement } from "../domain/policies/statement.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/lambda/latest/api/API_AddLayerVersionPermission.html */
export const AddLayerVersionPermission: Operation<"AddLayerVersionPermission"> = async (
  input,
  call,
  store,
): Promise<AddLayerVersionPermissionResponse> => {
  const of = { ...readLayerName(input.LayerName, call.place), version: input.VersionNumber };
  const statement = layerStatement({ arn: layerArn(of, of.version), region: of.place.region }, input);
  const change = {
    revisionId: input.RevisionId,
    decide: (policy: string | undefined): string => addStatement(policy, statement),
  };
  const changed = await changeLayerPolicy(of, change, store);
  return { Statement: JSON.stringify(statement), ...(changed && { RevisionId: changed.revisionId }) };
};
