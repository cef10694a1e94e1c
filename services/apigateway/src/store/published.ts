import type { Place } from "@skylab/aws";
import type { RestSnapshot, StoredStage } from "../domain/rest/snapshot.ts";
import type { StoredV2Stage, V2Snapshot } from "../domain/v2/snapshot.ts";

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
  /** Which stage of which API a path of a custom domain is for. */
  readonly domain: (host: string, path: string) => Promise<PublishedMapping | undefined>;
};

export type PublishedApi = {
  readonly apiId: string;
  readonly place: Place;
  readonly kind: PublishedStage["kind"];
};

/** `basePath` is what of the path belongs to the mapping, without slashes at its ends: `` or `orders/v1`. */
export type PublishedMapping = {
  readonly apiId: string;
  readonly stage: string | undefined;
  readonly basePath: string;
};
