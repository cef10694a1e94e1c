import type { Call } from "@skylab/service";
import type { Transaction } from "@skylab/records";
import {
  automaticDeployment,
  deployedOfItself,
  notDeployedOfItself,
  outdatedDeployments,
  undeployable,
} from "../../domain/v2/deployment.ts";
import type { StoredV2Deployment, StoredV2Stage, V2Snapshot } from "../../domain/v2/snapshot.ts";
import { newId, PART_ID_LENGTH } from "../../domain/new-id.ts";
import { listAll } from "../../store/list-all.ts";
import { v2SnapshotRows } from "../../store/snapshots.ts";
import { v2DeploymentRows, v2StageRows } from "../../store/v2-stages.ts";

/** Writes a deployment with what it takes of its API. */
export function putDeployment(rows: Transaction, of: V2Snapshot, deployment: StoredV2Deployment): void {
  rows.put(v2DeploymentRows, deployment, of.api.ApiId, deployment.DeploymentId);
  rows.put(v2SnapshotRows, of, of.api.ApiId, deployment.DeploymentId);
}

/**
 * Deploys an API to those of its stages that deploy of themselves, within the change that asks for it: the next request is
 * answered by it. The API is held.
 * @returns the stages, as they are written
 */
export async function deployOfItself(
  rows: Transaction,
  of: V2Snapshot,
  { call, stages }: { readonly call: Call; readonly stages: readonly StoredV2Stage[] },
): Promise<readonly StoredV2Stage[]> {
  const automatic = stages.filter(({ AutoDeploy }) => AutoDeploy === true);
  if (automatic.length === 0) return [];
  const why = undeployable(of);
  const made = { deploymentId: newId(call.ids, PART_ID_LENGTH), now: call.clock.now() };
  if (why === undefined) putDeployment(rows, of, automaticDeployment(made));
  const deployed: StoredV2Stage[] = [];
  for (const listed of automatic) {
    // Tags of stages change without their API being held: what is got, and not what is listed, is checked.
    const stage = (await rows.get(v2StageRows, of.api.ApiId, listed.StageName)) ?? listed;
    const next = why === undefined ? deployedOfItself(stage, made) : notDeployedOfItself(stage, why, made.now);
    rows.put(v2StageRows, next, of.api.ApiId, next.StageName);
    deployed.push(next);
  }
  return deployed;
}

/** Removes old automatic deployments of an API that is held. */
export async function forgetOldDeployments(
  rows: Transaction,
  apiId: string,
  { now, stages }: { readonly now: number; readonly stages: readonly StoredV2Stage[] },
): Promise<void> {
  const deployments = await listAll(rows, v2DeploymentRows, apiId);
  for (const { DeploymentId } of outdatedDeployments(deployments, stages, now)) {
    rows.remove(v2DeploymentRows, apiId, DeploymentId);
    rows.remove(v2SnapshotRows, apiId, DeploymentId);
  }
}
