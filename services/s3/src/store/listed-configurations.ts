import type { Bucket } from "../domain/bucket.ts";
import type { S3Engines } from "./store.ts";

/** Configurations of which a bucket has many, each with an id: analytics, inventory, metrics, intelligent tiering. */
export type ListedConfigurations = {
  readonly find: <Configuration>(
    bucket: Bucket,
    kind: ConfigurationKind,
    id: string,
  ) => Promise<Configuration | undefined>;
  /** False where the bucket has as many of this kind as it may have, and none of this id. */
  readonly put: (bucket: Bucket, kind: ConfigurationKind, configuration: { readonly Id: string }) => Promise<boolean>;
  /** False where there was none. */
  readonly remove: (bucket: Bucket, kind: ConfigurationKind, id: string) => Promise<boolean>;
  readonly list: <Configuration>(
    bucket: Bucket,
    kind: ConfigurationKind,
    page: { readonly after?: string; readonly limit: number },
  ) => Promise<readonly Configuration[]>;
};

export type ConfigurationKind = "analytics" | "inventory" | "metrics" | "intelligentTiering";

export function openListedConfigurations(_engines: S3Engines): ListedConfigurations {
  return {} as ListedConfigurations; // as: being built
}
