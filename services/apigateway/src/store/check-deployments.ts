import type { Reader } from "@skylab/records";
import type { StoredStage } from "../domain/rest/snapshot.ts";
import { invalidDeployment } from "../domain/rest/stage.ts";
import { deploymentRows } from "./stages.ts";

/**
 * Whether what a stage and its canary serve was deployed.
 * @throws AwsError BadRequestException
 */
export async function checkDeployments(rows: Reader, apiId: string, stage: StoredStage): Promise<void> {
  for (const deploymentId of [stage.deploymentId, stage.canarySettings?.deploymentId]) {
    if (deploymentId === undefined) continue;
    if ((await rows.get(deploymentRows, apiId, deploymentId)) === undefined) throw invalidDeployment();
  }
}
