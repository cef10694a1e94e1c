import type { Stage } from "@aws-sdk/client-api-gateway";
import { describeStage, newStage, stageExists } from "../../domain/rest/stage.ts";
import { checkDeployments } from "../../store/check-deployments.ts";
import { apiOf, holdRestApi } from "../../store/rest-apis.ts";
import { stageRows } from "../../store/stages.ts";
import type { Operation } from "../operation.ts";

export const CreateStage: Operation<"CreateStage"> = async (input, { place, clock }, { change }): Promise<Stage> => {
  const { restApiId = "", stageName = "", deploymentId = "", ...asked } = input;
  const stage = newStage(stageName, { ...asked, deploymentId }, clock.now());
  await change(place, async (rows) => {
    await apiOf(rows, place, restApiId);
    await holdRestApi(rows, restApiId);
    if ((await rows.get(stageRows, restApiId, stageName)) !== undefined) throw stageExists();
    await checkDeployments(rows, restApiId, stage);
    rows.put(stageRows, stage, restApiId, stageName);
  });
  return describeStage(stage);
};
