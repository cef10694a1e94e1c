import type { Access, AccessRule, Permission, Target } from "@skylab/service";
import type { Table } from "../domain/table/table.ts";
import { tagsOf } from "../domain/table/tags.ts";
import type { DynamoOperations } from "../operation.ts";
import type { DynamoStore } from "../store/store.ts";
import { batchGet, batchWrite, statements, transactGet, transactWrite } from "./batches.ts";
import { itemContext, type ItemRequest, selectContext } from "./item-context.ts";
import { queriedKey } from "./queried-key.ts";
import { addressOf, arnTarget, type On, type Place, tableTarget } from "./targets.ts";

type Inputs = { readonly [Name in keyof DynamoOperations]: DynamoOperations[Name]["input"] };

/**
 * What IAM decides each operation by.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html
 */
export const dynamodbAccess: { readonly [Name in keyof DynamoOperations]: Access<Inputs[Name], DynamoStore> } = {
  BatchExecuteStatement: statements(({ Statements }) => Statements),
  BatchGetItem: batchGet,
  BatchWriteItem: batchWrite,
  CancelBulkOperation: onAll("CancelBulkOperation"),
  CreateBackup: onTable("CreateBackup"),
  CreateGlobalTable: onAll("CreateGlobalTable"),
  CreateTable: {
    ...onTable<Inputs["CreateTable"]>("CreateTable", ({ Tags }) => ({ tags: { set: tagsOf(Tags) } })),
    also: async ({ ResourcePolicy, TableName, Tags = [] }, call, store) => {
      const target = await tableTarget(addressOf(TableName, call), store, { tags: { set: tagsOf(Tags) } });
      return [
        ...(Tags.length > 0 ? [{ action: "dynamodb:TagResource", ...target }] : []),
        ...(ResourcePolicy === undefined ? [] : [{ action: "dynamodb:PutResourcePolicy", ...target }]),
      ];
    },
  },
  DeleteBackup: onArn("DeleteBackup", ({ BackupArn }) => BackupArn),
  DeleteItem: onItem("DeleteItem", (input) => ({ input, keys: [input.Key] })),
  DeleteResourcePolicy: onResource("DeleteResourcePolicy"),
  DeleteTable: onTable("DeleteTable"),
  DescribeBackup: onArn("DescribeBackup", ({ BackupArn }) => BackupArn),
  DescribeBulkOperation: onAll("DescribeBulkOperation"),
  DescribeContinuousBackups: onTable("DescribeContinuousBackups"),
  DescribeContributorInsights: onTable("DescribeContributorInsights", ({ IndexName }) => ({ index: IndexName })),
  DescribeEndpoints: onAll("DescribeEndpoints"),
  DescribeExport: onArn("DescribeExport", ({ ExportArn }) => ExportArn),
  DescribeGlobalTable: onGlobalTable("DescribeGlobalTable"),
  DescribeGlobalTableSettings: onGlobalTable("DescribeGlobalTableSettings"),
  DescribeImport: onArn("DescribeImport", ({ ImportArn }) => ImportArn),
  DescribeKinesisStreamingDestination: onTable("DescribeKinesisStreamingDestination"),
  DescribeLimits: onAll("DescribeLimits"),
  DescribeTable: onTable("DescribeTable"),
  DescribeTableReplicaAutoScaling: onTable("DescribeTableReplicaAutoScaling"),
  DescribeTimeToLive: onTable("DescribeTimeToLive"),
  DisableKinesisStreamingDestination: onTable("DisableKinesisStreamingDestination"),
  EnableKinesisStreamingDestination: onTable("EnableKinesisStreamingDestination"),
  ExecuteStatement: statements((input) => [input]),
  ExecuteTransaction: statements(({ TransactStatements }) => TransactStatements),
  ExportTableToPointInTime: onNamed("ExportTableToPointInTime", ({ TableArn }) => TableArn),
  GetItem: onItem<Inputs["GetItem"]>("GetItem", (input) => ({ input, keys: [input.Key] }), selectContext),
  GetResourcePolicy: onResource("GetResourcePolicy"),
  ImportTable: onNamed("ImportTable", ({ TableCreationParameters }) => TableCreationParameters.TableName),
  ListBackups: onAll("ListBackups"),
  ListBulkOperations: onAll("ListBulkOperations"),
  ListContributorInsights: onAll("ListContributorInsights"),
  ListExports: onAll("ListExports"),
  ListGlobalTables: onAll("ListGlobalTables"),
  ListImports: onAll("ListImports"),
  ListTables: onAll("ListTables"),
  ListTagsOfResource: onResource("ListTagsOfResource"),
  PutItem: onItem("PutItem", (input) => ({ input, items: [input.Item] })),
  PutResourcePolicy: onResource("PutResourcePolicy"),
  Query: onItem<Inputs["Query"]>(
    "Query",
    (input, table) => ({ input, queried: queriedKey(input, table) }),
    selectContext,
  ),
  RestoreTableFromBackup: {
    ...onArn<Inputs["RestoreTableFromBackup"]>("RestoreTableFromBackup", ({ BackupArn }) => BackupArn),
    also: ({ TargetTableName }, call, store) => restoring("RestoreTableFromBackup", TargetTableName, { call, store }),
  },
  RestoreTableToPointInTime: {
    action: "dynamodb:RestoreTableToPointInTime",
    on: ({ SourceTableArn, SourceTableName }, call, store) =>
      tableTarget(addressOf(SourceTableArn ?? SourceTableName, call), store),
    also: ({ TargetTableName }, call, store) =>
      restoring("RestoreTableToPointInTime", TargetTableName, { call, store }),
  },
  Scan: onItem("Scan", (input) => ({ input }), selectContext),
  SearchVectors: onAll("SearchVectors"),
  StartBulkPutItems: onAll("StartBulkPutItems"),
  TagResource: onResource("TagResource", ({ Tags }) => ({ set: tagsOf(Tags) })),
  TransactGetItems: transactGet,
  TransactWriteItems: transactWrite,
  UntagResource: onResource("UntagResource", ({ TagKeys }) => ({ named: TagKeys })),
  UpdateContinuousBackups: onTable("UpdateContinuousBackups"),
  UpdateContributorInsights: onTable("UpdateContributorInsights", ({ IndexName }) => ({ index: IndexName })),
  UpdateGlobalTable: onGlobalTable("UpdateGlobalTable"),
  UpdateGlobalTableSettings: onGlobalTable("UpdateGlobalTableSettings"),
  UpdateItem: onItem("UpdateItem", (input) => ({ input, keys: [input.Key] })),
  UpdateKinesisStreamingDestination: onTable("UpdateKinesisStreamingDestination"),
  UpdateTable: onTable("UpdateTable"),
  UpdateTableReplicaAutoScaling: onTable("UpdateTableReplicaAutoScaling"),
  UpdateTimeToLive: onTable("UpdateTimeToLive"),
};

type Rule<Input> = AccessRule<Input, DynamoStore>;

/** An operation on no resource that a policy could name. */
function onAll(operation: string): Rule<unknown> {
  return { action: `dynamodb:${operation}`, on: () => ({ resource: "*" }) };
}

type NamesTable = { readonly TableName: string };

/** On a table that a request names otherwise than others do. */
function onNamed<Input>(operation: string, tableOf: (input: Input) => string | undefined): Rule<Input> {
  return {
    action: `dynamodb:${operation}`,
    on: (input, call, store) => tableTarget(addressOf(tableOf(input), call), store),
  };
}

function onTable<Input extends NamesTable>(operation: string, on: (input: Input) => On = () => ({})): Rule<Input> {
  return {
    action: `dynamodb:${operation}`,
    on: (input, call, store) => tableTarget(addressOf(input.TableName, call), store, on(input)),
  };
}

type ReadsOrWrites = NamesTable & ItemRequest["input"];

function onItem<Input extends ReadsOrWrites>(
  operation: string,
  request: (input: Input, table: Table | undefined) => ItemRequest,
  more: (input: Input) => ReturnType<typeof selectContext> = () => ({}),
): Rule<Input> {
  return onTable(operation, (input) => ({
    index: input.IndexName,
    context: (key, table) => ({ ...itemContext(request(input, table), key), ...more(input) }),
  }));
}

function onArn<Input>(operation: string, arnOf: (input: Input) => string): Rule<Input> {
  return { action: `dynamodb:${operation}`, on: (input) => ({ resource: arnOf(input) }) };
}

type NamesResource = { readonly ResourceArn: string };

function onResource<Input extends NamesResource>(operation: string, tags?: (input: Input) => On["tags"]): Rule<Input> {
  return {
    action: `dynamodb:${operation}`,
    on: (input, _call, store) => arnTarget(input.ResourceArn, store, tags?.(input)),
  };
}

function onGlobalTable(operation: string): Rule<{ readonly GlobalTableName: string }> {
  return {
    action: `dynamodb:${operation}`,
    on: ({ GlobalTableName: name }, { place }): Target => ({
      resource: `arn:aws:dynamodb::${place.account}:global-table/${name}`,
    }),
  };
}

/** What a restore does to its new table. */
const RESTORING = ["BatchWriteItem", "DeleteItem", "GetItem", "PutItem", "Query", "Scan", "UpdateItem"];

async function restoring(
  operation: string,
  name: string,
  { call, store }: { readonly call: Place; readonly store: DynamoStore },
): Promise<readonly Permission[]> {
  const target = await tableTarget(addressOf(name, call), store);
  return [operation, ...RESTORING].map((action) => Object.assign({ action: `dynamodb:${action}` }, target));
}
