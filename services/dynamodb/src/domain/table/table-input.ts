/** The parts of CreateTable's and UpdateTable's requests, as the frame hands them on: what the model requires is there. */

export type RawDefinition = { readonly AttributeName: string; readonly AttributeType: "S" | "N" | "B" };

export type RawKeyElement = { readonly AttributeName: string; readonly KeyType: "HASH" | "RANGE" };

export type RawProjection = {
  readonly ProjectionType?: "ALL" | "KEYS_ONLY" | "INCLUDE" | undefined;
  readonly NonKeyAttributes?: readonly string[] | undefined;
};

export type RawThroughput = { readonly ReadCapacityUnits: number; readonly WriteCapacityUnits: number };

export type RawOnDemand = {
  readonly MaxReadRequestUnits?: number | undefined;
  readonly MaxWriteRequestUnits?: number | undefined;
};

export type RawWarm = {
  readonly ReadUnitsPerSecond?: number | undefined;
  readonly WriteUnitsPerSecond?: number | undefined;
};

export type RawLocalIndex = {
  readonly IndexName: string;
  readonly KeySchema: readonly RawKeyElement[];
  readonly Projection: RawProjection;
};

export type RawGlobalIndex = RawLocalIndex & {
  readonly ProvisionedThroughput?: RawThroughput | undefined;
  readonly OnDemandThroughput?: RawOnDemand | undefined;
  readonly WarmThroughput?: RawWarm | undefined;
};

export type RawStream = {
  readonly StreamEnabled: boolean;
  readonly StreamViewType?: "KEYS_ONLY" | "NEW_IMAGE" | "OLD_IMAGE" | "NEW_AND_OLD_IMAGES" | undefined;
};

export type RawEncryption = {
  readonly Enabled?: boolean | undefined;
  readonly SSEType?: "AES256" | "KMS" | undefined;
  readonly KMSMasterKeyId?: string | undefined;
};

export type RawTag = { readonly Key: string; readonly Value: string };

/** What CreateTable takes of a table, which restores override in part. */
export type RawTable = {
  readonly AttributeDefinitions?: readonly RawDefinition[] | undefined;
  readonly KeySchema?: readonly RawKeyElement[] | undefined;
  readonly LocalSecondaryIndexes?: readonly RawLocalIndex[] | undefined;
  readonly GlobalSecondaryIndexes?: readonly RawGlobalIndex[] | undefined;
  readonly BillingMode?: "PROVISIONED" | "PAY_PER_REQUEST" | undefined;
  readonly ProvisionedThroughput?: RawThroughput | undefined;
  readonly OnDemandThroughput?: RawOnDemand | undefined;
  readonly WarmThroughput?: RawWarm | undefined;
  readonly StreamSpecification?: RawStream | undefined;
  readonly SSESpecification?: RawEncryption | undefined;
  readonly Tags?: readonly RawTag[] | undefined;
  readonly TableClass?: "STANDARD" | "STANDARD_INFREQUENT_ACCESS" | undefined;
  readonly DeletionProtectionEnabled?: boolean | undefined;
  readonly ResourcePolicy?: string | undefined;
};

export type RawIndexUpdate = {
  readonly Create?: RawGlobalIndex | undefined;
  readonly Update?: (Pick<RawGlobalIndex, "IndexName"> & Partial<RawGlobalIndex>) | undefined;
  readonly Delete?: { readonly IndexName: string } | undefined;
};

/** What UpdateTable takes. */
export type RawTableUpdate = Pick<
  RawTable,
  | "AttributeDefinitions"
  | "BillingMode"
  | "DeletionProtectionEnabled"
  | "OnDemandThroughput"
  | "ProvisionedThroughput"
  | "SSESpecification"
  | "StreamSpecification"
  | "TableClass"
  | "WarmThroughput"
> & { readonly GlobalSecondaryIndexUpdates?: readonly RawIndexUpdate[] | undefined };
