import type { Access, AccessRule } from "@skylab/service";
import {
  onGroup,
  onNewGroup,
  onPlace,
  onResource,
  onStream,
  onSubscription,
  onWrittenStream,
} from "./access/groups.ts";
import { onEncrypted } from "./access/kms.ts";
import { onGroups, onRecord, onResults } from "./access/queries.ts";
import { queriedGroups } from "./domain/queries/queried-groups.ts";
import type { LogsOperations } from "./operation.ts";
import type { LogsStore } from "./store/store.ts";

type AccessTable = {
  readonly [Name in keyof LogsOperations]: Access<LogsOperations[Name]["input"], LogsStore>;
};

type TagInput = LogsOperations["TagResource"]["input"];
type TagLogGroupInput = LogsOperations["TagLogGroup"]["input"];
type UntagInput = LogsOperations["UntagResource"]["input"];
type UntagLogGroupInput = LogsOperations["UntagLogGroup"]["input"];

/** An operation that is on no resource. */
const onNothing = (action: string): AccessRule<unknown, LogsStore> => ({
  action,
  on: () => ({ resource: "*" }),
});

/** Stands in the table until its operation is built, and says then what is missing. */
const notDecided = (action: string): AccessRule<unknown, LogsStore> => ({
  action,
  on: () => {
    throw new Error(`access.ts does not say yet what ${action} is on.`);
  },
});

/**
 * What IAM decides each operation by.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export const access: AccessTable = {
  AssociateKmsKey: onEncrypted("AssociateKmsKey"),
  AssociateSourceToS3TableIntegration: onNothing("logs:AssociateSourceToS3TableIntegration"),
  CancelExportTask: onNothing("logs:CancelExportTask"),
  CancelImportTask: onNothing("logs:CancelImportTask"),
  CreateDelivery: notDecided("logs:CreateDelivery"),
  CreateExportTask: notDecided("logs:CreateExportTask"),
  CreateImportTask: onNothing("logs:CreateImportTask"),
  CreateLogAnomalyDetector: notDecided("logs:CreateLogAnomalyDetector"),
  CreateLogGroup: onNewGroup,
  CreateLogStream: onWrittenStream("CreateLogStream"),
  CreateLookupTable: notDecided("logs:CreateLookupTable"),
  CreateScheduledQuery: notDecided("logs:CreateScheduledQuery"),
  DeleteAccountPolicy: onNothing("logs:DeleteAccountPolicy"),
  DeleteDataProtectionPolicy: notDecided("logs:DeleteDataProtectionPolicy"),
  DeleteDelivery: notDecided("logs:DeleteDelivery"),
  DeleteDeliveryDestination: notDecided("logs:DeleteDeliveryDestination"),
  DeleteDeliveryDestinationPolicy: notDecided("logs:DeleteDeliveryDestinationPolicy"),
  DeleteDeliverySource: notDecided("logs:DeleteDeliverySource"),
  DeleteDestination: notDecided("logs:DeleteDestination"),
  DeleteIndexPolicy: onNothing("logs:DeleteIndexPolicy"),
  DeleteIntegration: onNothing("logs:DeleteIntegration"),
  DeleteLogAnomalyDetector: notDecided("logs:DeleteLogAnomalyDetector"),
  DeleteLogGroup: onGroup("DeleteLogGroup"),
  DeleteLogStream: onStream("DeleteLogStream"),
  DeleteLookupTable: notDecided("logs:DeleteLookupTable"),
  DeleteMetricFilter: onGroup("DeleteMetricFilter"),
  DeleteQueryDefinition: onNothing("logs:DeleteQueryDefinition"),
  DeleteResourcePolicy: onNothing("logs:DeleteResourcePolicy"),
  DeleteRetentionPolicy: onGroup("DeleteRetentionPolicy"),
  DeleteScheduledQuery: notDecided("logs:DeleteScheduledQuery"),
  DeleteSubscriptionFilter: onGroup("DeleteSubscriptionFilter"),
  DeleteSyslogConfiguration: notDecided("logs:DeleteSyslogConfiguration"),
  DeleteTransformer: notDecided("logs:DeleteTransformer"),
  DescribeAccountPolicies: onNothing("logs:DescribeAccountPolicies"),
  DescribeConfigurationTemplates: onNothing("logs:DescribeConfigurationTemplates"),
  DescribeDeliveries: onNothing("logs:DescribeDeliveries"),
  DescribeDeliveryDestinations: onNothing("logs:DescribeDeliveryDestinations"),
  DescribeDeliverySources: onNothing("logs:DescribeDeliverySources"),
  DescribeDestinations: onNothing("logs:DescribeDestinations"),
  DescribeExportTasks: onNothing("logs:DescribeExportTasks"),
  DescribeFieldIndexes: onNothing("logs:DescribeFieldIndexes"),
  DescribeImportTaskBatches: onNothing("logs:DescribeImportTaskBatches"),
  DescribeImportTasks: onNothing("logs:DescribeImportTasks"),
  DescribeIndexPolicies: onNothing("logs:DescribeIndexPolicies"),
  DescribeLogGroups: onPlace("DescribeLogGroups"),
  DescribeLogStreams: onGroup("DescribeLogStreams"),
  DescribeLookupTables: onNothing("logs:DescribeLookupTables"),
  DescribeMetricFilters: onGroup("DescribeMetricFilters"),
  DescribeQueries: onNothing("logs:DescribeQueries"),
  DescribeQueryDefinitions: onNothing("logs:DescribeQueryDefinitions"),
  DescribeResourcePolicies: onNothing("logs:DescribeResourcePolicies"),
  DescribeSubscriptionFilters: onGroup("DescribeSubscriptionFilters"),
  DisassociateKmsKey: onEncrypted("DisassociateKmsKey"),
  DisassociateSourceFromS3TableIntegration: onNothing("logs:DisassociateSourceFromS3TableIntegration"),
  FilterLogEvents: onGroup("FilterLogEvents"),
  GetDataProtectionPolicy: notDecided("logs:GetDataProtectionPolicy"),
  GetDelivery: notDecided("logs:GetDelivery"),
  GetDeliveryDestination: notDecided("logs:GetDeliveryDestination"),
  GetDeliveryDestinationPolicy: notDecided("logs:GetDeliveryDestinationPolicy"),
  GetDeliverySource: notDecided("logs:GetDeliverySource"),
  GetIntegration: onNothing("logs:GetIntegration"),
  GetLogAnomalyDetector: notDecided("logs:GetLogAnomalyDetector"),
  GetLogEvents: onStream("GetLogEvents"),
  GetLogFields: onNothing("logs:GetLogFields"),
  GetLogGroupFields: onGroup("GetLogGroupFields"),
  GetLogObject: notDecided("logs:GetLogObject"),
  GetLogRecord: onRecord,
  GetLookupTable: notDecided("logs:GetLookupTable"),
  GetQueryResults: onResults,
  GetScheduledQuery: notDecided("logs:GetScheduledQuery"),
  GetScheduledQueryHistory: notDecided("logs:GetScheduledQueryHistory"),
  GetStorageTierPolicy: onNothing("logs:GetStorageTierPolicy"),
  GetTransformer: notDecided("logs:GetTransformer"),
  ListAggregateLogGroupSummaries: onNothing("logs:ListAggregateLogGroupSummaries"),
  ListAnomalies: notDecided("logs:ListAnomalies"),
  ListIntegrations: onNothing("logs:ListIntegrations"),
  ListLogAnomalyDetectors: notDecided("logs:ListLogAnomalyDetectors"),
  ListLogGroups: onPlace("ListLogGroups"),
  ListLogGroupsForQuery: onNothing("logs:ListLogGroupsForQuery"),
  ListScheduledQueries: onNothing("logs:ListScheduledQueries"),
  ListSourcesForS3TableIntegration: onNothing("logs:ListSourcesForS3TableIntegration"),
  ListSyslogConfigurations: onNothing("logs:ListSyslogConfigurations"),
  ListTagsForResource: onResource("ListTagsForResource"),
  ListTagsLogGroup: onGroup("ListTagsLogGroup"),
  PutAccountPolicy: onNothing("logs:PutAccountPolicy"),
  PutBearerTokenAuthentication: notDecided("logs:PutBearerTokenAuthentication"),
  PutDataProtectionPolicy: notDecided("logs:PutDataProtectionPolicy"),
  PutDeliveryDestination: notDecided("logs:PutDeliveryDestination"),
  PutDeliveryDestinationPolicy: notDecided("logs:PutDeliveryDestinationPolicy"),
  PutDeliverySource: { action: "logs:PutDeliverySource", on: ({ resourceArn }) => ({ resource: resourceArn }) },
  PutDestination: notDecided("logs:PutDestination"),
  PutDestinationPolicy: notDecided("logs:PutDestinationPolicy"),
  PutIndexPolicy: onNothing("logs:PutIndexPolicy"),
  PutIntegration: onNothing("logs:PutIntegration"),
  PutLogEvents: onWrittenStream("PutLogEvents"),
  PutLogGroupDeletionProtection: onGroup("PutLogGroupDeletionProtection"),
  PutMetricFilter: onGroup("PutMetricFilter"),
  PutQueryDefinition: onNothing("logs:PutQueryDefinition"),
  PutResourcePolicy: onNothing("logs:PutResourcePolicy"),
  PutRetentionPolicy: onGroup("PutRetentionPolicy"),
  PutStorageTierPolicy: onNothing("logs:PutStorageTierPolicy"),
  PutSubscriptionFilter: onSubscription,
  PutSyslogConfiguration: notDecided("logs:PutSyslogConfiguration"),
  PutTransformer: notDecided("logs:PutTransformer"),
  StartLiveTail: onGroups("StartLiveTail", ({ logGroupIdentifiers }) => logGroupIdentifiers),
  StartQuery: onGroups("StartQuery", queriedGroups),
  StopQuery: onNothing("logs:StopQuery"),
  TagLogGroup: onGroup<TagLogGroupInput>("TagLogGroup", ({ tags }) => ({ set: tags })),
  TagResource: onResource<TagInput>("TagResource", ({ tags }) => ({ set: tags })),
  TestMetricFilter: onNothing("logs:TestMetricFilter"),
  TestTransformer: onNothing("logs:TestTransformer"),
  UntagLogGroup: onGroup<UntagLogGroupInput>("UntagLogGroup", ({ tags }) => ({ named: tags })),
  UntagResource: onResource<UntagInput>("UntagResource", ({ tagKeys }) => ({ named: tagKeys })),
  UpdateAnomaly: notDecided("logs:UpdateAnomaly"),
  UpdateDeliveryConfiguration: notDecided("logs:UpdateDeliveryConfiguration"),
  UpdateLogAnomalyDetector: notDecided("logs:UpdateLogAnomalyDetector"),
  UpdateLookupTable: notDecided("logs:UpdateLookupTable"),
  UpdateScheduledQuery: notDecided("logs:UpdateScheduledQuery"),
};
