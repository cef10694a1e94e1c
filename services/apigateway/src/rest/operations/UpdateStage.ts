import type { PatchOperation, Stage } from "@aws-sdk/client-api-gateway";
import { applyPatches } from "../../domain/patch/apply-patches.ts";
import { joinResourcePath } from "../../domain/rest/method-settings.ts";
import { describeStage, noSuchStage } from "../../domain/rest/stage.ts";
import { STAGE_PATCHES } from "../../domain/rest/stage-patches.ts";
import { checkDeployments } from "../../store/check-deployments.ts";
import { apiOf, changeRestApi } from "../../store/rest-apis.ts";
import { stageRows } from "../../store/stages.ts";
import type { Operation } from "../operation.ts";

export const UpdateStage: Operation<"UpdateStage"> = async (input, { place, clock }, store): Promise<Stage> => {
  const { restApiId, stageName, patchOperations = [] } = input;
  return changeRestApi(store, { place, apiId: restApiId }, async (rows) => {
    await apiOf(rows, place, restApiId);
    const found = await rows.get(stageRows, restApiId, stageName);
    if (found === undefined) throw noSuchStage();
    const patched = applyPatches(found, patchOperations.map(withJoinedPath), STAGE_PATCHES);
    await checkDeployments(rows, restApiId, patched);
    const stage = { ...patched, lastUpdatedDate: clock.now() };
    rows.put(stageRows, stage, restApiId, stageName);
    return describeStage(stage);
  });
};

const withJoinedPath = ({ path, ...operation }: PatchOperation): PatchOperation => ({
  ...operation,
  path: path && joinResourcePath(path),
});
