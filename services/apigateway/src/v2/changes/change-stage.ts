import type { Reader } from "@skylab/records";
import { badRequest, conflict } from "../../domain/errors.ts";
import { limitReached, noSuchStage } from "../../domain/v2/errors.ts";
import type { StoredV2Stage, V2Snapshot } from "../../domain/v2/snapshot.ts";
import { deploymentIsAutomatic, MAX_STAGES } from "../../domain/v2/stage.ts";
import type { Transaction } from "@skylab/records";
import type { ApigatewayStore } from "../../store/store.ts";
import { v2DeploymentRows, v2StageRows } from "../../store/v2-stages.ts";
import { type ApiCall, withHeldApi } from "./change-api.ts";
import { deployOfItself } from "./deploy.ts";

/** A stage of an API, or AWS's refusal. */
export async function requireStage(rows: Reader, apiId: string, stageName: string): Promise<StoredV2Stage> {
  const stage = await rows.get(v2StageRows, apiId, stageName);
  if (stage === undefined) throw noSuchStage();
  return stage;
}

/** Who makes or changes a stage, and which deployment it is to have. */
export type StageCall = ApiCall & { readonly deploymentId?: string | undefined };

/** Makes a stage; one that deploys of itself begins at once. */
export function createStage(
  store: ApigatewayStore,
  at: StageCall,
  make: (of: V2Snapshot) => StoredV2Stage,
): Promise<StoredV2Stage> {
  return withHeldApi(store, at, async (rows, { of, stages }) => {
    const stage = make(of);
    if (stages.some(({ StageName }) => StageName === stage.StageName)) throw conflict("Stage already exists");
    if (stages.length >= MAX_STAGES) throw limitReached("Stages");
    return putStage(rows, stage, { at, of, deploys: true });
  });
}

/** Changes a stage; one that begins to deploy of itself does so at once. */
export function changeStage(
  store: ApigatewayStore,
  at: StageCall & { readonly stageName: string },
  change: (stage: StoredV2Stage, of: V2Snapshot) => StoredV2Stage,
): Promise<StoredV2Stage> {
  return withHeldApi(store, at, async (rows, { of }) => {
    const current = await requireStage(rows, at.apiId, at.stageName);
    return putStage(rows, change(current, of), { at, of, deploys: current.AutoDeploy !== true });
  });
}

type StageWrite = {
  readonly at: StageCall;
  readonly of: V2Snapshot;
  /** Whether it deploys now, if it does so of itself. */
  readonly deploys: boolean;
};

async function putStage(
  rows: Transaction,
  stage: StoredV2Stage,
  { at, deploys, of }: StageWrite,
): Promise<StoredV2Stage> {
  const { apiId, call, deploymentId } = at;
  if (deploymentId !== undefined) {
    if (stage.AutoDeploy === true) throw deploymentIsAutomatic(call.place, apiId);
    if ((await rows.get(v2DeploymentRows, apiId, deploymentId)) === undefined) {
      throw badRequest("Deployment id does not exist");
    }
  }
  const written = { ...stage, ...(deploymentId !== undefined && { DeploymentId: deploymentId }) };
  rows.put(v2StageRows, written, apiId, stage.StageName);
  const [deployed = written] = deploys ? await deployOfItself(rows, of, { call, stages: [written] }) : [];
  return deployed;
}
