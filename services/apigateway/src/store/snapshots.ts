import { jsonTable } from "@skylab/records";
import type { RestSnapshot } from "../domain/rest/snapshot.ts";
import type { V2Snapshot } from "../domain/v2/snapshot.ts";
import { SNAPSHOTS_SPACE, V2_SNAPSHOTS_SPACE } from "./spaces.ts";

/** What a deployment of a REST API took of it. Written once and never changed: a replica reads each but once. */
export const snapshotRows = jsonTable<RestSnapshot>(SNAPSHOTS_SPACE);

/** What a deployment of an HTTP or WebSocket API took of it. Written once and never changed, under an id never used again. */
export const v2SnapshotRows = jsonTable<V2Snapshot>(V2_SNAPSHOTS_SPACE);
