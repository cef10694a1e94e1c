import { notImplemented } from "@skylab/service";
import type { LogsOperations, Operation } from "./operation.ts";
import { AssociateKmsKey } from "./operations/AssociateKmsKey.ts";
import { CreateLogGroup } from "./operations/CreateLogGroup.ts";
import { CreateLogStream } from "./operations/CreateLogStream.ts";
import { DeleteLogGroup } from "./operations/DeleteLogGroup.ts";
import { DeleteLogStream } from "./operations/DeleteLogStream.ts";
import { DeleteMetricFilter } from "./operations/DeleteMetricFilter.ts";
import { DeleteQueryDefinition } from "./operations/DeleteQueryDefinition.ts";
import { DeleteResourcePolicy } from "./operations/DeleteResourcePolicy.ts";
import { DeleteRetentionPolicy } from "./operations/DeleteRetentionPolicy.ts";
import { DeleteSubscriptionFilter } from "./operations/DeleteSubscriptionFilter.ts";
import { DescribeLogGroups } from "./operations/DescribeLogGroups.ts";
import { DescribeLogStreams } from "./operations/DescribeLogStreams.ts";
import { DescribeMetricFilters } from "./operations/DescribeMetricFilters.ts";
import { DescribeQueries } from "./operations/DescribeQueries.ts";
import { DescribeQueryDefinitions } from "./operations/DescribeQueryDefinitions.ts";
import { DescribeResourcePolicies } from "./operations/DescribeResourcePolicies.ts";
import { DescribeSubscriptionFilters } from "./operations/DescribeSubscriptionFilters.ts";
import { DisassociateKmsKey } from "./operations/DisassociateKmsKey.ts";
import { FilterLogEvents } from "./operations/FilterLogEvents.ts";
import { GetLogEvents } from "./operations/GetLogEvents.ts";
import { GetLogGroupFields } from "./operations/GetLogGroupFields.ts";
import { GetLogRecord } from "./operations/GetLogRecord.ts";
import { GetQueryResults } from "./operations/GetQueryResults.ts";
import { ListLogGroups } from "./operations/ListLogGroups.ts";
import { ListTagsForResource } from "./operations/ListTagsForResource.ts";
import { ListTagsLogGroup } from "./operations/ListTagsLogGroup.ts";
import { PutLogEvents } from "./operations/PutLogEvents.ts";
import { PutLogGroupDeletionProtection } from "./operations/PutLogGroupDeletionProtection.ts";
import { PutMetricFilter } from "./operations/PutMetricFilter.ts";
import { PutQueryDefinition } from "./operations/PutQueryDefinition.ts";
import { PutResourcePolicy } from "./operations/PutResourcePolicy.ts";
import { PutRetentionPolicy } from "./operations/PutRetentionPolicy.ts";
import { PutSubscriptionFilter } from "./operations/PutSubscriptionFilter.ts";
import { StartLiveTail } from "./operations/StartLiveTail.ts";
import { StartQuery } from "./operations/StartQuery.ts";
import { StopQuery } from "./operations/StopQuery.ts";
import { TagLogGroup } from "./operations/TagLogGroup.ts";
import { TagResource } from "./operations/TagResource.ts";
import { TestMetricFilter } from "./operations/TestMetricFilter.ts";
import { UntagLogGroup } from "./operations/UntagLogGroup.ts";
import { UntagResource } from "./operations/UntagResource.ts";

/** Every operation of CloudWatch Logs. */
export const logsOperations: {
  readonly [Name in keyof LogsOperations]: Operation<Name> | typeof notImplemented;
} = {
  AssociateKmsKey,
  AssociateSourceToS3TableIntegration: notImplemented,
  CancelExportTask: notImplemented,
  CancelImportTask: notImplemented,
  CreateDelivery: notImplemented,
  CreateExportTask: notImplemented,
  CreateImportTask: notImplemented,
  CreateLogAnomalyDetector: notImplemented,
  CreateLogGroup,
  CreateLogStream,
  CreateLookupTable: notImplemented,
  CreateScheduledQuery: notImplemented,
  DeleteAccountPolicy: notImplemented,
  DeleteDataProtectionPolicy: notImplemented,
  DeleteDelivery: notImplemented,
  DeleteDeliveryDestination: notImplemented,
  DeleteDeliveryDestinationPolicy: notImplemented,
  DeleteDeliverySource: notImplemented,
  DeleteDestination: notImplemented,
  DeleteIndexPolicy: notImplemented,
  DeleteIntegration: notImplemented,
  DeleteLogAnomalyDetector: notImplemented,
  DeleteLogGroup,
  DeleteLogStream,
  DeleteLookupTable: notImplemented,
  DeleteMetricFilter,
  DeleteQueryDefinition,
  DeleteResourcePolicy,
  DeleteRetentionPolicy,
  DeleteScheduledQuery: notImplemented,
  DeleteSubscriptionFilter,
  DeleteSyslogConfiguration: notImplemented,
  DeleteTransformer: notImplemented,
  DescribeAccountPolicies: notImplemented,
  DescribeConfigurationTemplates: notImplemented,
  DescribeDeliveries: notImplemented,
  DescribeDeliveryDestinations: notImplemented,
  DescribeDeliverySources: notImplemented,
  DescribeDestinations: notImplemented,
  DescribeExportTasks: notImplemented,
  DescribeFieldIndexes: notImplemented,
  DescribeImportTaskBatches: notImplemented,
  DescribeImportTasks: notImplemented,
  DescribeIndexPolicies: notImplemented,
  DescribeLogGroups,
  DescribeLogStreams,
  DescribeLookupTables: notImplemented,
  DescribeMetricFilters,
  DescribeQueries,
  DescribeQueryDefinitions,
  DescribeResourcePolicies,
  DescribeSubscriptionFilters,
  DisassociateKmsKey,
  DisassociateSourceFromS3TableIntegration: notImplemented,
  FilterLogEvents,
  GetDataProtectionPolicy: notImplemented,
  GetDelivery: notImplemented,
  GetDeliveryDestination: notImplemented,
  GetDeliveryDestinationPolicy: notImplemented,
  GetDeliverySource: notImplemented,
  GetIntegration: notImplemented,
  GetLogAnomalyDetector: notImplemented,
  GetLogEvents,
  GetLogFields: notImplemented,
  GetLogGroupFields,
  GetLogObject: notImplemented,
  GetLogRecord,
  GetLookupTable: notImplemented,
  GetQueryResults,
  GetScheduledQuery: notImplemented,
  GetScheduledQueryHistory: notImplemented,
  GetStorageTierPolicy: notImplemented,
  GetTransformer: notImplemented,
  ListAggregateLogGroupSummaries: notImplemented,
  ListAnomalies: notImplemented,
  ListIntegrations: notImplemented,
  ListLogAnomalyDetectors: notImplemented,
  ListLogGroups,
  ListLogGroupsForQuery: notImplemented,
  ListScheduledQueries: notImplemented,
  ListSourcesForS3TableIntegration: notImplemented,
  ListSyslogConfigurations: notImplemented,
  ListTagsForResource,
  ListTagsLogGroup,
  PutAccountPolicy: notImplemented,
  PutBearerTokenAuthentication: notImplemented,
  PutDataProtectionPolicy: notImplemented,
  PutDeliveryDestination: notImplemented,
  PutDeliveryDestinationPolicy: notImplemented,
  PutDeliverySource: notImplemented,
  PutDestination: notImplemented,
  PutDestinationPolicy: notImplemented,
  PutIndexPolicy: notImplemented,
  PutIntegration: notImplemented,
  PutLogEvents,
  PutLogGroupDeletionProtection,
  PutMetricFilter,
  PutQueryDefinition,
  PutResourcePolicy,
  PutRetentionPolicy,
  PutStorageTierPolicy: notImplemented,
  PutSubscriptionFilter,
  PutSyslogConfiguration: notImplemented,
  PutTransformer: notImplemented,
  StartLiveTail,
  StartQuery,
  StopQuery,
  TagLogGroup,
  TagResource,
  TestMetricFilter,
  TestTransformer: notImplemented,
  UntagLogGroup,
  UntagResource,
  UpdateAnomaly: notImplemented,
  UpdateDeliveryConfiguration: notImplemented,
  UpdateLogAnomalyDetector: notImplemented,
  UpdateLookupTable: notImplemented,
  UpdateScheduledQuery: notImplemented,
};
