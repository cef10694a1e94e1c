import { jsonTable } from "@skylab/records";
import type { StoredV2Deployment, StoredV2Stage } from "../domain/v2/snapshot.ts";
import { V2_DEPLOYMENTS_SPACE, V2_STAGES_SPACE } from "./spaces.ts";

/** Stages of HTTP and WebSocket APIs: `store.change(place, (rows) => rows.put(v2StageRows, stage, apiId, StageName))`. */
export const v2StageRows = jsonTable<StoredV2Stage>(V2_STAGES_SPACE);

/** Deployments of HTTP and WebSocket APIs; what one took of its API is in `v2SnapshotRows`. */
export const v2DeploymentRows = jsonTable<StoredV2Deployment>(V2_DEPLOYMENTS_SPACE);
