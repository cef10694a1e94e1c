import type { Deployment } from "@aws-sdk/client-api-gateway";
import { newId, PART_ID_LENGTH } from "../../domain/new-id.ts";
import {
  canaryNeedsStage,
  canaryNeedsStageName,
  checkDeployable,
  describeDeployment,
} from "../../domain/rest/deployment.ts";
import { checkVariables, newCanary, newStage } from "../../domain/rest/stage.ts";
import type { StoredDeployment, StoredStage } from "../../domain/rest/snapshot.ts";
import { apiOf } from "../../store/rest-apis.ts";
import { snapshotRows } from "../../store/snapshots.ts";
import { deploymentRows, stageRows } from "../../store/stages.ts";
import { takeSnapshot } from "../../store/take-snapshot.ts";
import type { Operation, RestOperations } from "../operation.ts";

export const CreateDeployment: Operation<"CreateDeployment"> = async (input, call, { change }): Promise<Deployment> => {
  const { place, clock, ids } = call;
  const { restApiId, description, stageName = "" } = input;
  const deployment: StoredDeployment = {
    id: newId(ids, PART_ID_LENGTH),
    ...(description !== undefined && { description }),
    createdDate: clock.now(),
  };
  await change(place, async (rows) => {
    const api = await apiOf(rows, place, restApiId);
    const before = stageName === "" ? undefined : await rows.get(stageRows, api.id, stageName);
    const stage = stageOf(before, input, deployment);
    const snapshot = await takeSnapshot(rows, api);
    checkDeployable(snapshot);
    rows.put(deploymentRows, deployment, api.id, deployment.id);
    rows.put(snapshotRows, snapshot, api.id, deployment.id);
    if (stage !== undefined) rows.put(stageRows, stage, api.id, stage.stageName);
  });
  return describeDeployment(deployment);
};

type Request = RestOperations["CreateDeployment"]["input"];

/** The stage that is deployed to, as it is from now on: a new one, where there was none. */
function stageOf(
  stage: StoredStage | undefined,
  input: Request,
  deployment: StoredDeployment,
): StoredStage | undefined {
  const { stageName, canarySettings } = input;
  if (stageName === undefined || stageName === "") {
    if (canarySettings) throw canaryNeedsStageName(stageName);
    return undefined;
  }
  if (canarySettings && stage === undefined) throw canaryNeedsStage(stageName);
  const now = deployment.createdDate ?? 0;
  if (stage === undefined) return newStage(stageName, { ...settingsOf(input), deploymentId: deployment.id }, now);
  checkVariables(input.variables);
  return {
    ...stage,
    ...settingsOf(input),
    ...(canarySettings
      ? { canarySettings: newCanary(canarySettings, deployment.id) }
      : { deploymentId: deployment.id }),
    lastUpdatedDate: now,
  };
}

/** What a deployment sets of its stage. */
function settingsOf({ stageDescription, cacheClusterEnabled, cacheClusterSize, variables, tracingEnabled }: Request) {
  return {
    ...(stageDescription !== undefined && { description: stageDescription }),
    ...(cacheClusterEnabled !== undefined && { cacheClusterEnabled }),
    ...(cacheClusterSize !== undefined && { cacheClusterSize }),
    ...(variables !== undefined && { variables }),
    ...(tracingEnabled !== undefined && { tracingEnabled }),
  };
}
