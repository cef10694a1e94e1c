import { BoundedMap, type Place, remember } from "@skylab/aws";
import { findInPlaces, partitionName, readerOf, type Records, type Table } from "@skylab/records";
import { type HeaderLines } from "../domain/domain-names/find-routing-rule.ts";
import { type DomainTarget, targetFinder } from "../domain/domain-names/find-target.ts";
import type { RestSnapshot, StoredStage } from "../domain/rest/snapshot.ts";
import type { StoredV2Stage, V2Snapshot } from "../domain/v2/snapshot.ts";
import type { Directory, PublishedApi } from "./directory.ts";
import { domainNameRows, type Hosts } from "./domain-names.ts";
import { snapshotRows, v2SnapshotRows } from "./snapshots.ts";
import { stageRows } from "./stages.ts";
import { v2StageRows } from "./v2-stages.ts";

/** A stage of an API as requests meet it. What is compiled of a snapshot is kept beside it, in a WeakMap. */
export type PublishedStage = PublishedRestStage | PublishedV2Stage;

export type PublishedRestStage = {
  readonly kind: "REST";
  readonly place: Place;
  readonly apiId: string;
  readonly stage: StoredStage;
  readonly snapshot: RestSnapshot;
  /** What the canary's part of the requests is answered by. */
  readonly canary?: RestSnapshot;
};

export type PublishedV2Stage = {
  readonly kind: "HTTP" | "WEBSOCKET";
  readonly place: Place;
  readonly apiId: string;
  readonly stage: StoredV2Stage;
  /** Absent where nothing was deployed. */
  readonly snapshot?: V2Snapshot;
};

/** What is behind an address of the data plane; remembered, and never older than a second. */
export type Published = {
  /** Of which kind an API is and whose, by its id, which no two APIs of an instance share. */
  readonly api: (apiId: string) => Promise<PublishedApi | undefined>;
  /** A stage with its snapshot: the very same objects as long as nothing has changed. */
  readonly stage: (api: PublishedApi, stageName: string) => Promise<PublishedStage | undefined>;
  /**
   * Which stage of which API a path of a custom domain is for, where rules may look at headers, too. `host` is the domain's
   * own name, or the first label of its `regionalDomainName` (or the like): `d-a1b2c3d4e5`.
   */
  readonly domain: (host: string, path: string, headers?: HeaderLines) => Promise<DomainTarget | undefined>;
};

/** Stages and snapshots that are remembered: an API of 300 resources with templates takes a few megabytes. */
const MAX_STAGES = 1000;

/** Custom domains that are remembered. */
const MAX_DOMAINS = 10_000;

type Where = { readonly records: Records; readonly directory: Directory; readonly hosts: Hosts };

/** What is published in any account and region. */
export function openPublished({ records, directory, hosts }: Where): Published {
  const stageOfRest = openStages(records, stageRows, openRestStage(records));
  const stageOfV2 = openStages(records, v2StageRows, openV2Stage(records));
  return {
    api: directory.find,
    stage: (api, stageName) => (api.kind === "REST" ? stageOfRest(api, stageName) : stageOfV2(api, stageName)),
    domain: openDomains(records, hosts),
  };
}

type Publish<Stage> = (api: PublishedApi, stage: Stage) => Promise<PublishedStage | undefined>;

/** Stages of one kind, by the versions of their rows: a change of another stage leaves one as it is. */
function openStages<Stage>(records: Records, table: Table<Stage>, publish: Publish<Stage>): Published["stage"] {
  const find = findInPlaces(records, table, { most: MAX_STAGES, make: (row, version) => ({ row, version }) });
  const stages = new BoundedMap<string, Promise<PublishedStage | undefined>>(MAX_STAGES);
  return async (api, stageName) => {
    const found = await find(api.place, api.apiId, stageName);
    if (found === undefined) return undefined;
    const name = `${partitionName(api.place)} ${found.version} ${api.apiId} ${stageName}`;
    return remember(stages, name, () => publish(api, found.row));
  };
}

/** A snapshot never changes: it is read once, however often its stages do. */
function openSnapshots<Snapshot>(records: Records, table: Table<Snapshot>) {
  const snapshots = new BoundedMap<string, Promise<Snapshot | undefined>>(MAX_STAGES);
  return (
    { apiId, place }: PublishedApi,
    deploymentId: string | undefined,
  ): Promise<Snapshot | undefined> | undefined => {
    if (deploymentId === undefined) return undefined;
    const partition = partitionName(place);
    return remember(snapshots, `${partition} ${apiId} ${deploymentId}`, () =>
      readerOf(records.partition(partition)).get(table, apiId, deploymentId),
    );
  };
}

function openRestStage(records: Records): Publish<StoredStage> {
  const snapshotOf = openSnapshots(records, snapshotRows);
  return async (api, stage) => {
    const snapshot = await snapshotOf(api, stage.deploymentId);
    const canary = await snapshotOf(api, stage.canarySettings?.deploymentId);
    return snapshot && { ...api, kind: "REST", stage, snapshot, ...(canary && { canary }) };
  };
}

function openV2Stage(records: Records): Publish<StoredV2Stage> {
  const snapshotOf = openSnapshots(records, v2SnapshotRows);
  return async ({ apiId, kind, place }, stage) => {
    if (kind === "REST") return undefined;
    const snapshot = await snapshotOf({ apiId, kind, place }, stage.DeploymentId);
    return { kind, place, apiId, stage, ...(snapshot && { snapshot }) };
  };
}

function openDomains(records: Records, hosts: Hosts): Published["domain"] {
  const find = findInPlaces(records, domainNameRows, {
    most: MAX_DOMAINS,
    make: targetFinder,
  });
  return async (host, path, headers = () => []) => {
    // A wildcard stands for one label: https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-custom-domains.html
    const owner = (await hosts.find(host)) ?? (await hosts.find(host.replace(/^[^.]+/, "*")));
    const findTarget = owner && (await find(owner.place, owner.domainName, owner.domainNameId));
    return findTarget?.(path, headers);
  };
}
