import { notImplemented, type ServiceDefinition } from "@skylab/service";
import type { S3Operations } from "./operation.ts";
import { AbortMultipartUpload } from "./operations/AbortMultipartUpload.ts";
import { CompleteMultipartUpload } from "./operations/CompleteMultipartUpload.ts";
import { CopyObject } from "./operations/CopyObject.ts";
import { CreateBucket } from "./operations/CreateBucket.ts";
import { CreateMultipartUpload } from "./operations/CreateMultipartUpload.ts";
import { DeleteBucket } from "./operations/DeleteBucket.ts";
import { DeleteBucketAnalyticsConfiguration } from "./operations/DeleteBucketAnalyticsConfiguration.ts";
import { DeleteBucketCors } from "./operations/DeleteBucketCors.ts";
import { DeleteBucketEncryption } from "./operations/DeleteBucketEncryption.ts";
import { DeleteBucketIntelligentTieringConfiguration } from "./operations/DeleteBucketIntelligentTieringConfiguration.ts";
import { DeleteBucketInventoryConfiguration } from "./operations/DeleteBucketInventoryConfiguration.ts";
import { DeleteBucketLifecycle } from "./operations/DeleteBucketLifecycle.ts";
import { DeleteBucketMetricsConfiguration } from "./operations/DeleteBucketMetricsConfiguration.ts";
import { DeleteBucketOwnershipControls } from "./operations/DeleteBucketOwnershipControls.ts";
import { DeleteBucketPolicy } from "./operations/DeleteBucketPolicy.ts";
import { DeleteBucketReplication } from "./operations/DeleteBucketReplication.ts";
import { DeleteBucketTagging } from "./operations/DeleteBucketTagging.ts";
import { DeleteBucketWebsite } from "./operations/DeleteBucketWebsite.ts";
import { DeleteObject } from "./operations/DeleteObject.ts";
import { DeleteObjectTagging } from "./operations/DeleteObjectTagging.ts";
import { DeleteObjects } from "./operations/DeleteObjects.ts";
import { DeletePublicAccessBlock } from "./operations/DeletePublicAccessBlock.ts";
import { GetBucketAbac } from "./operations/GetBucketAbac.ts";
import { GetBucketAccelerateConfiguration } from "./operations/GetBucketAccelerateConfiguration.ts";
import { GetBucketAcl } from "./operations/GetBucketAcl.ts";
import { GetBucketAnalyticsConfiguration } from "./operations/GetBucketAnalyticsConfiguration.ts";
import { GetBucketCors } from "./operations/GetBucketCors.ts";
import { GetBucketEncryption } from "./operations/GetBucketEncryption.ts";
import { GetBucketIntelligentTieringConfiguration } from "./operations/GetBucketIntelligentTieringConfiguration.ts";
import { GetBucketInventoryConfiguration } from "./operations/GetBucketInventoryConfiguration.ts";
import { GetBucketLifecycleConfiguration } from "./operations/GetBucketLifecycleConfiguration.ts";
import { GetBucketLocation } from "./operations/GetBucketLocation.ts";
import { GetBucketLogging } from "./operations/GetBucketLogging.ts";
import { GetBucketMetricsConfiguration } from "./operations/GetBucketMetricsConfiguration.ts";
import { GetBucketNotificationConfiguration } from "./operations/GetBucketNotificationConfiguration.ts";
import { GetBucketOwnershipControls } from "./operations/GetBucketOwnershipControls.ts";
import { GetBucketPolicy } from "./operations/GetBucketPolicy.ts";
import { GetBucketPolicyStatus } from "./operations/GetBucketPolicyStatus.ts";
import { GetBucketReplication } from "./operations/GetBucketReplication.ts";
import { GetBucketRequestPayment } from "./operations/GetBucketRequestPayment.ts";
import { GetBucketTagging } from "./operations/GetBucketTagging.ts";
import { GetBucketVersioning } from "./operations/GetBucketVersioning.ts";
import { GetBucketWebsite } from "./operations/GetBucketWebsite.ts";
import { GetObject } from "./operations/GetObject.ts";
import { GetObjectAcl } from "./operations/GetObjectAcl.ts";
import { GetObjectAttributes } from "./operations/GetObjectAttributes.ts";
import { GetObjectLegalHold } from "./operations/GetObjectLegalHold.ts";
import { GetObjectLockConfiguration } from "./operations/GetObjectLockConfiguration.ts";
import { GetObjectRetention } from "./operations/GetObjectRetention.ts";
import { GetObjectTagging } from "./operations/GetObjectTagging.ts";
import { GetPublicAccessBlock } from "./operations/GetPublicAccessBlock.ts";
import { HeadBucket } from "./operations/HeadBucket.ts";
import { HeadObject } from "./operations/HeadObject.ts";
import { ListBucketAnalyticsConfigurations } from "./operations/ListBucketAnalyticsConfigurations.ts";
import { ListBucketIntelligentTieringConfigurations } from "./operations/ListBucketIntelligentTieringConfigurations.ts";
import { ListBucketInventoryConfigurations } from "./operations/ListBucketInventoryConfigurations.ts";
import { ListBucketMetricsConfigurations } from "./operations/ListBucketMetricsConfigurations.ts";
import { ListBuckets } from "./operations/ListBuckets.ts";
import { ListMultipartUploads } from "./operations/ListMultipartUploads.ts";
import { ListObjectVersions } from "./operations/ListObjectVersions.ts";
import { ListObjects } from "./operations/ListObjects.ts";
import { ListObjectsV2 } from "./operations/ListObjectsV2.ts";
import { ListParts } from "./operations/ListParts.ts";
import { PutBucketAbac } from "./operations/PutBucketAbac.ts";
import { PutBucketAccelerateConfiguration } from "./operations/PutBucketAccelerateConfiguration.ts";
import { PutBucketAcl } from "./operations/PutBucketAcl.ts";
import { PutBucketAnalyticsConfiguration } from "./operations/PutBucketAnalyticsConfiguration.ts";
import { PutBucketCors } from "./operations/PutBucketCors.ts";
import { PutBucketEncryption } from "./operations/PutBucketEncryption.ts";
import { PutBucketIntelligentTieringConfiguration } from "./operations/PutBucketIntelligentTieringConfiguration.ts";
import { PutBucketInventoryConfiguration } from "./operations/PutBucketInventoryConfiguration.ts";
import { PutBucketLifecycleConfiguration } from "./operations/PutBucketLifecycleConfiguration.ts";
import { PutBucketLogging } from "./operations/PutBucketLogging.ts";
import { PutBucketMetricsConfiguration } from "./operations/PutBucketMetricsConfiguration.ts";
import { PutBucketNotificationConfiguration } from "./operations/PutBucketNotificationConfiguration.ts";
import { PutBucketOwnershipControls } from "./operations/PutBucketOwnershipControls.ts";
import { PutBucketPolicy } from "./operations/PutBucketPolicy.ts";
import { PutBucketReplication } from "./operations/PutBucketReplication.ts";
import { PutBucketRequestPayment } from "./operations/PutBucketRequestPayment.ts";
import { PutBucketTagging } from "./operations/PutBucketTagging.ts";
import { PutBucketVersioning } from "./operations/PutBucketVersioning.ts";
import { PutBucketWebsite } from "./operations/PutBucketWebsite.ts";
import { PutObject } from "./operations/PutObject.ts";
import { PutObjectAcl } from "./operations/PutObjectAcl.ts";
import { PutObjectLegalHold } from "./operations/PutObjectLegalHold.ts";
import { PutObjectLockConfiguration } from "./operations/PutObjectLockConfiguration.ts";
import { PutObjectRetention } from "./operations/PutObjectRetention.ts";
import { PutObjectTagging } from "./operations/PutObjectTagging.ts";
import { PutPublicAccessBlock } from "./operations/PutPublicAccessBlock.ts";
import { RenameObject } from "./operations/RenameObject.ts";
import { RestoreObject } from "./operations/RestoreObject.ts";
import { SelectObjectContent } from "./operations/SelectObjectContent.ts";
import { UpdateObjectEncryption } from "./operations/UpdateObjectEncryption.ts";
import { UploadPart } from "./operations/UploadPart.ts";
import { UploadPartCopy } from "./operations/UploadPartCopy.ts";
import type { S3Store } from "./store/store.ts";

/** Every operation of S3. */
export const s3Operations: ServiceDefinition<S3Operations, S3Store>["operations"] = {
  AbortMultipartUpload,
  CompleteMultipartUpload,
  CopyObject,
  CreateBucket,
  CreateBucketMetadataConfiguration: notImplemented,
  CreateBucketMetadataTableConfiguration: notImplemented,
  CreateMultipartUpload,
  CreateSession: notImplemented,
  DeleteBucket,
  DeleteBucketAnalyticsConfiguration,
  DeleteBucketCors,
  DeleteBucketEncryption,
  DeleteBucketIntelligentTieringConfiguration,
  DeleteBucketInventoryConfiguration,
  DeleteBucketLifecycle,
  DeleteBucketMetadataConfiguration: notImplemented,
  DeleteBucketMetadataTableConfiguration: notImplemented,
  DeleteBucketMetricsConfiguration,
  DeleteBucketOwnershipControls,
  DeleteBucketPolicy,
  DeleteBucketReplication,
  DeleteBucketTagging,
  DeleteBucketWebsite,
  DeleteObject,
  DeleteObjectAnnotation: notImplemented,
  DeleteObjectTagging,
  DeleteObjects,
  DeletePublicAccessBlock,
  GetBucketAbac,
  GetBucketAccelerateConfiguration,
  GetBucketAcl,
  GetBucketAnalyticsConfiguration,
  GetBucketCors,
  GetBucketEncryption,
  GetBucketIntelligentTieringConfiguration,
  GetBucketInventoryConfiguration,
  GetBucketLifecycleConfiguration,
  GetBucketLocation,
  GetBucketLogging,
  GetBucketMetadataConfiguration: notImplemented,
  GetBucketMetadataTableConfiguration: notImplemented,
  GetBucketMetricsConfiguration,
  GetBucketNotificationConfiguration,
  GetBucketOwnershipControls,
  GetBucketPolicy,
  GetBucketPolicyStatus,
  GetBucketReplication,
  GetBucketRequestPayment,
  GetBucketTagging,
  GetBucketVersioning,
  GetBucketWebsite,
  GetObject,
  GetObjectAcl,
  GetObjectAnnotation: notImplemented,
  GetObjectAttributes,
  GetObjectLegalHold,
  GetObjectLockConfiguration,
  GetObjectRetention,
  GetObjectTagging,
  GetObjectTorrent: notImplemented,
  GetPublicAccessBlock,
  HeadBucket,
  HeadObject,
  ListBucketAnalyticsConfigurations,
  ListBucketIntelligentTieringConfigurations,
  ListBucketInventoryConfigurations,
  ListBucketMetricsConfigurations,
  ListBuckets,
  ListDirectoryBuckets: notImplemented,
  ListMultipartUploads,
  ListObjectAnnotations: notImplemented,
  ListObjectVersions,
  ListObjects,
  ListObjectsV2,
  ListParts,
  PutBucketAbac,
  PutBucketAccelerateConfiguration,
  PutBucketAcl,
  PutBucketAnalyticsConfiguration,
  PutBucketCors,
  PutBucketEncryption,
  PutBucketIntelligentTieringConfiguration,
  PutBucketInventoryConfiguration,
  PutBucketLifecycleConfiguration,
  PutBucketLogging,
  PutBucketMetricsConfiguration,
  PutBucketNotificationConfiguration,
  PutBucketOwnershipControls,
  PutBucketPolicy,
  PutBucketReplication,
  PutBucketRequestPayment,
  PutBucketTagging,
  PutBucketVersioning,
  PutBucketWebsite,
  PutObject,
  PutObjectAcl,
  PutObjectAnnotation: notImplemented,
  PutObjectLegalHold,
  PutObjectLockConfiguration,
  PutObjectRetention,
  PutObjectTagging,
  PutPublicAccessBlock,
  RenameObject,
  RestoreObject,
  SelectObjectContent,
  UpdateBucketMetadataAnnotationTableConfiguration: notImplemented,
  UpdateBucketMetadataInventoryTableConfiguration: notImplemented,
  UpdateBucketMetadataJournalTableConfiguration: notImplemented,
  UpdateObjectEncryption,
  UploadPart,
  UploadPartCopy,
  WriteGetObjectResponse: notImplemented,
};
