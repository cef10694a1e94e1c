import type { Deployment } from "@aws-sdk/client-api-gateway";
import { applyPatches } from "../../domain/patch/apply-patches.ts";
import { DEPLOYMENT_PATCHES, describeDeployment, noSuchDeployment } from "../../domain/rest/deployment.ts";
import { apiOf } from "../../store/rest-apis.ts";
import { deploymentRows } from "../../store/stages.ts";
import type { Operation } from "../operation.ts";

export const UpdateDeployment: Operation<"UpdateDeployment"> = async (input, { place }, store): Promise<Deployment> => {
  const { restApiId, deploymentId, patchOperations } = input;
  return store.change(place, async (rows) => {
    await apiOf(rows, place, restApiId);
    const found = await rows.get(deploymentRows, restApiId, deploymentId);
    if (found === undefined) throw noSuchDeployment();
    const deployment = applyPatches(found, patchOperations, DEPLOYMENT_PATCHES);
    rows.put(deploymentRows, deployment, restApiId, deploymentId);
    return describeDeployment(deployment);
  });
};
