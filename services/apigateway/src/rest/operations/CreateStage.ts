import type { Stage } from "@aws-sdk/client-api-gateway";
import { describeStage, newStage, stageExists } from "../../domain/rest/stage.ts";
import { checkTags } from "../../domain/tags.ts";
import { checkDeployments } from "../../store/check-deployments.ts";
import { apiOf, changeRestApi } from "../../store/rest-apis.ts";
import { stageRows } from "../../store/stages.ts";
import type { Operation } from "../operation.ts";

export const CreateStage: Operation<"CreateStage"> = async (input, { place, clock }, store): Promise<Stage> => {
  const { restApiId, stageName, deploymentId, ...asked } = input;
  checkTags(asked.tags);
  const stage = newStage(stageName, { ...asked, deploymentId }, clock.now());
  await changeRestApi(store, { place, apiId: restApiId }, async (rows) => {
    await apiOf(rows, place, restApiId);
    if ((await rows.get(stageRows, restApiId, stageName)) !== undefined) throw stageExists();
    await checkDeployments(rows, restApiId, stage);
    rows.put(stageRows, stage, restApiId, stageName);
  });
  return describeStage(stage);
};
