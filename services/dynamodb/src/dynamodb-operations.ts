import { notImplemented, type ServiceDefinition } from "@skylab/service";
import type { DynamoOperations } from "./operation.ts";
import { BatchExecuteStatement } from "./operations/BatchExecuteStatement.ts";
import { BatchGetItem } from "./operations/BatchGetItem.ts";
import { BatchWriteItem } from "./operations/BatchWriteItem.ts";
import { CreateBackup } from "./operations/CreateBackup.ts";
import { CreateTable } from "./operations/CreateTable.ts";
import { DeleteBackup } from "./operations/DeleteBackup.ts";
import { DeleteItem } from "./operations/DeleteItem.ts";
import { DeleteResourcePolicy } from "./operations/DeleteResourcePolicy.ts";
import { DeleteTable } from "./operations/DeleteTable.ts";
import { DescribeBackup } from "./operations/DescribeBackup.ts";
import { DescribeContinuousBackups } from "./operations/DescribeContinuousBackups.ts";
import { DescribeContributorInsights } from "./operations/DescribeContributorInsights.ts";
import { DescribeEndpoints } from "./operations/DescribeEndpoints.ts";
import { DescribeExport } from "./operations/DescribeExport.ts";
import { DescribeGlobalTable } from "./operations/DescribeGlobalTable.ts";
import { DescribeGlobalTableSettings } from "./operations/DescribeGlobalTableSettings.ts";
import { DescribeImport } from "./operations/DescribeImport.ts";
import { DescribeKinesisStreamingDestination } from "./operations/DescribeKinesisStreamingDestination.ts";
import { DescribeLimits } from "./operations/DescribeLimits.ts";
import { DescribeTable } from "./operations/DescribeTable.ts";
import { DescribeTableReplicaAutoScaling } from "./operations/DescribeTableReplicaAutoScaling.ts";
import { DescribeTimeToLive } from "./operations/DescribeTimeToLive.ts";
import { DisableKinesisStreamingDestination } from "./operations/DisableKinesisStreamingDestination.ts";
import { EnableKinesisStreamingDestination } from "./operations/EnableKinesisStreamingDestination.ts";
import { ExecuteStatement } from "./operations/ExecuteStatement.ts";
import { ExecuteTransaction } from "./operations/ExecuteTransaction.ts";
import { ExportTableToPointInTime } from "./operations/ExportTableToPointInTime.ts";
import { GetItem } from "./operations/GetItem.ts";
import { GetResourcePolicy } from "./operations/GetResourcePolicy.ts";
import { ImportTable } from "./operations/ImportTable.ts";
import { ListBackups } from "./operations/ListBackups.ts";
import { ListContributorInsights } from "./operations/ListContributorInsights.ts";
import { ListExports } from "./operations/ListExports.ts";
import { ListGlobalTables } from "./operations/ListGlobalTables.ts";
import { ListImports } from "./operations/ListImports.ts";
import { ListTables } from "./operations/ListTables.ts";
import { ListTagsOfResource } from "./operations/ListTagsOfResource.ts";
import { PutItem } from "./operations/PutItem.ts";
import { PutResourcePolicy } from "./operations/PutResourcePolicy.ts";
import { Query } from "./operations/Query.ts";
import { RestoreTableFromBackup } from "./operations/RestoreTableFromBackup.ts";
import { RestoreTableToPointInTime } from "./operations/RestoreTableToPointInTime.ts";
import { Scan } from "./operations/Scan.ts";
import { TagResource } from "./operations/TagResource.ts";
import { TransactGetItems } from "./operations/TransactGetItems.ts";
import { TransactWriteItems } from "./operations/TransactWriteItems.ts";
import { UntagResource } from "./operations/UntagResource.ts";
import { UpdateContinuousBackups } from "./operations/UpdateContinuousBackups.ts";
import { UpdateContributorInsights } from "./operations/UpdateContributorInsights.ts";
import { UpdateItem } from "./operations/UpdateItem.ts";
import { UpdateKinesisStreamingDestination } from "./operations/UpdateKinesisStreamingDestination.ts";
import { UpdateTable } from "./operations/UpdateTable.ts";
import { UpdateTimeToLive } from "./operations/UpdateTimeToLive.ts";
import type { DynamoStore } from "./store/store.ts";

/** Every operation of DynamoDB. */
export const dynamodbOperations: ServiceDefinition<DynamoOperations, DynamoStore>["operations"] = {
  BatchExecuteStatement,
  BatchGetItem,
  BatchWriteItem,
  CancelBulkOperation: notImplemented,
  CreateBackup,
  CreateGlobalTable: notImplemented,
  CreateTable,
  DeleteBackup,
  DeleteItem,
  DeleteResourcePolicy,
  DeleteTable,
  DescribeBackup,
  DescribeBulkOperation: notImplemented,
  DescribeContinuousBackups,
  DescribeContributorInsights,
  DescribeEndpoints,
  DescribeExport,
  DescribeGlobalTable,
  DescribeGlobalTableSettings,
  DescribeImport,
  DescribeKinesisStreamingDestination,
  DescribeLimits,
  DescribeTable,
  DescribeTableReplicaAutoScaling,
  DescribeTimeToLive,
  DisableKinesisStreamingDestination,
  EnableKinesisStreamingDestination,
  ExecuteStatement,
  ExecuteTransaction,
  ExportTableToPointInTime,
  GetItem,
  GetResourcePolicy,
  ImportTable,
  ListBackups,
  ListBulkOperations: notImplemented,
  ListContributorInsights,
  ListExports,
  ListGlobalTables,
  ListImports,
  ListTables,
  ListTagsOfResource,
  PutItem,
  PutResourcePolicy,
  Query,
  RestoreTableFromBackup,
  RestoreTableToPointInTime,
  Scan,
  SearchVectors: notImplemented,
  StartBulkPutItems: notImplemented,
  TagResource,
  TransactGetItems,
  TransactWriteItems,
  UntagResource,
  UpdateContinuousBackups,
  UpdateContributorInsights,
  UpdateGlobalTable: notImplemented,
  UpdateGlobalTableSettings: notImplemented,
  UpdateItem,
  UpdateKinesisStreamingDestination,
  UpdateTable,
  UpdateTableReplicaAutoScaling: notImplemented,
  UpdateTimeToLive,
};
