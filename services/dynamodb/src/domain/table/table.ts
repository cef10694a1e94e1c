import type { Export } from "../transfer/export.ts";
import type { Import } from "../transfer/import.ts";
import type { KeySchema } from "./key-schema.ts";

/** What is kept of a table, as JSON. Times are milliseconds since the epoch. */
export type Table = {
  readonly name: string;
  /** Another one for each table of the same name: what is stored bears it. */
  readonly id: string;
  readonly createdAt: number;
  /** CREATING and DELETING are answered and never kept: both take no time. UPDATING is, while an index is filled. */
  readonly key: KeySchema;
  readonly billing: Billing;
  readonly globalIndexes: readonly GlobalIndex[];
  readonly localIndexes: readonly Index[];
  readonly stream?: StreamSettings;
  /** A stream that was disabled can be read until its records are trimmed. */
  readonly formerStreams: readonly FormerStream[];
  readonly ttl: TtlSettings;
  readonly deletionProtection: boolean;
  /** Absent: `STANDARD`, which nobody asked for. */
  readonly tableClass?: { readonly name: "STANDARD" | "STANDARD_INFREQUENT_ACCESS"; readonly changedAt?: number };
  readonly tags: Readonly<Record<string, string>>;
  readonly resourcePolicy?: ResourcePolicy;
  /** By their labels. */
  readonly streamPolicies?: Readonly<Record<string, ResourcePolicy>>;
  /** Point-in-time recovery since when, and for how many days back. */
  readonly pointInTime?: { readonly enabledAt: number; readonly days: number };
  /** Backups, and copies for exports, that are being made of it: what is written to its items is written to them as well. */
  readonly copies?: readonly TableCopy[];
  /** Being filled from a copy: it is as if it were not there, but for its description. */
  readonly restoring?: { readonly copy: string; readonly isTemporary?: true };
  /** Being filled from S3, by the import that it was made for, as that was when it began. */
  readonly importing?: Import;
  /** Where a restored table comes from. */
  readonly restoredFrom?: { readonly tableArn: string; readonly backupArn?: string; readonly at: number };
  /** As requests gave them; without effect here. */
  readonly settings: TableSettings;
};

export type Billing =
  | { readonly mode: "PAY_PER_REQUEST"; readonly since?: number; readonly limits?: Partial<Throughput> }
  | {
      readonly mode: "PROVISIONED";
      readonly throughput: ProvisionedThroughput;
      /** When it paid per request last. */
      readonly onDemandSince?: number;
    };

export type Throughput = { readonly read: number; readonly write: number };

export type ProvisionedThroughput = Throughput & {
  readonly increasedAt?: number;
  readonly decreasedAt?: number;
  readonly decreasesToday: number;
};

/** An index: items that have all of its key attributes, in its order, with the attributes that it projects. */
export type Index = {
  readonly name: string;
  /** Another one for each index of the same name. */
  readonly id: string;
  readonly key: KeySchema;
  readonly projection: Projection;
};

export type Projection =
  | { readonly type: "ALL" }
  | { readonly type: "KEYS_ONLY" }
  | { readonly type: "INCLUDE"; readonly attributes: readonly string[] };

export type GlobalIndex = Index & {
  /** `CREATING`: it is written, and filled with what was there before; reads are refused until it is `ACTIVE`. */
  readonly status: "CREATING" | "ACTIVE";
  /** Of an index that is `CREATING`: the filling has begun. */
  readonly isBackfilling?: true;
  readonly throughput?: ProvisionedThroughput;
  /** Of tables that pay per request. */
  readonly limits?: Partial<Throughput>;
  readonly warmThroughput?: Throughput;
};

export type StreamSettings = {
  readonly view: "KEYS_ONLY" | "NEW_IMAGE" | "OLD_IMAGE" | "NEW_AND_OLD_IMAGES";
  /** `2026-11-26T04:10:00.123`: ends the stream's ARN, and names its space. */
  readonly label: string;
  readonly enabledAt: number;
  /** When its shards split, each in two. */
  readonly splits?: readonly number[];
};

export type FormerStream = StreamSettings & { readonly disabledAt: number };

export type TtlSettings = { readonly attribute?: string; readonly enabled: boolean; readonly changedAt?: number };

export type ResourcePolicy = { readonly document: string; readonly revision: string };

export type TableSettings = {
  readonly sse?: { readonly type: "KMS"; readonly keyArn: string };
  /** By the names of indexes; the table's own has none. */
  readonly contributorInsights: Readonly<Record<string, ContributorInsights>>;
  readonly kinesis: readonly KinesisDestination[];
  readonly warmThroughput?: Throughput;
};

export type ContributorInsights = {
  readonly enabled: boolean;
  readonly changedAt: number;
  readonly mode: "ACCESSED_AND_THROTTLED_KEYS" | "THROTTLED_KEYS";
};

export type KinesisDestination = {
  readonly arn: string;
  readonly status: "ACTIVE" | "DISABLED";
  readonly precision: "MILLISECOND" | "MICROSECOND";
};

export type TableCopy = {
  readonly id: string;
  readonly createdAt: number;
  /** The backup's; absent: the copy is for a restore or an export alone. */
  readonly name?: string;
  /** The export that it is for, as that was when it began. */
  readonly export?: Export;
};
