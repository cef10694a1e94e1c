import { deploymentIsActive, noSuchDeployment } from "../../domain/rest/deployment.ts";
import { listAll } from "../../store/list-all.ts";
import { apiOf, changeRestApi } from "../../store/rest-apis.ts";
import { snapshotRows } from "../../store/snapshots.ts";
import { deploymentRows, stageRows } from "../../store/stages.ts";
import type { Operation } from "../operation.ts";

export const DeleteDeployment: Operation<"DeleteDeployment"> = async (input, { place }, store): Promise<object> => {
  const { restApiId, deploymentId } = input;
  await changeRestApi(store, { place, apiId: restApiId }, async (rows) => {
    await apiOf(rows, place, restApiId);
    if ((await rows.get(deploymentRows, restApiId, deploymentId)) === undefined) throw noSuchDeployment();
    const stages = await listAll(rows, stageRows, restApiId);
    if (stages.some((stage) => [stage.deploymentId, stage.canarySettings?.deploymentId].includes(deploymentId))) {
      throw deploymentIsActive();
    }
    rows.remove(deploymentRows, restApiId, deploymentId);
    rows.remove(snapshotRows, restApiId, deploymentId);
  });
  return {};
};
