import { jsonTable } from "@skylab/records";
import type { StoredDeployment, StoredStage } from "../domain/rest/snapshot.ts";
import { DEPLOYMENTS_SPACE, STAGES_SPACE } from "./spaces.ts";

/** Stages of REST APIs: `store.change(place, (rows) => rows.put(stageRows, stage, apiId, stageName))`. */
export const stageRows = jsonTable<StoredStage>(STAGES_SPACE);

/** Deployments of REST APIs; what one took of its API is in `snapshotRows`. */
export const deploymentRows = jsonTable<StoredDeployment>(DEPLOYMENTS_SPACE);
