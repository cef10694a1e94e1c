import { AwsError } from "@skylab/aws";
import { validationError } from "../errors.ts";

// Refusals of the operations on tables themselves, as AWS words and codes them.

const refusal = (code: string, message: string): AwsError => new AwsError(code, message, { status: 400 });

const resourceInUse = (problem: string): AwsError => refusal("ResourceInUseException", problem);

/** Of a new table whose name is taken. */
export const tableAlreadyExists = (name: string): AwsError => resourceInUse(`Table already exists: ${name}`);

/** Of a table that changes at the moment. */
export const stillInUse = (problem: string): AwsError =>
  resourceInUse(`Attempt to change a resource which is still in use: ${problem}`);

export const limitExceeded = (problem: string): AwsError =>
  refusal("LimitExceededException", `Subscriber limit exceeded: ${problem}`);

/** Of operations on resources that are named by ARN: tags and policies. */
export const resourceArnNotFound = (arn: string): AwsError =>
  refusal("ResourceNotFoundException", `Requested resource not found: ResourceArn: ${arn} not found`);

/** Of what no policy can allow to others. The apostrophe is AWS's. */
export const onlyForOwner = (): AwsError =>
  validationError("This action is only supported by accounts that match the resource owner’s account.");

export const indexNotFound = (index: string, table: string): AwsError =>
  refusal("ResourceNotFoundException", `Requested resource not found: Index ${index} for table ${table}`);

/** Of what a request may ask for, and nobody here does: nothing is pretended. */
export const notServed = (what: string): AwsError =>
  new AwsError("NotImplemented", `Skylab does not implement this of DynamoDB yet: ${what}.`, { status: 501 });

/** Of backups and point-in-time recovery. */
export const backedUpTableNotFound = (name: string): AwsError =>
  refusal("TableNotFoundException", `Table not found: ${name}`);

export const policyNotFound = (why: string): AwsError =>
  refusal("PolicyNotFoundException", `Resource-based policy not found for the provided ResourceArn: ${why}`);

export const globalTableNotFound = (name: string): AwsError =>
  refusal("GlobalTableNotFoundException", `Global table with name: '${name}' does not exist.`);

export const exportNotFound = (arn: string): AwsError => refusal("ExportNotFoundException", `Export not found: ${arn}`);

export const importNotFound = (arn: string): AwsError => refusal("ImportNotFoundException", `Import not found: ${arn}`);

/** Of a global table where there is a table of its name, or where AWS calls it a resource. */
export const globalResourceNotFound = (name: string): AwsError =>
  refusal("ResourceNotFoundException", `Global table with name: '${name}' does not exist.`);

export const streamOfTableNotFound = (label: string, table: string): AwsError =>
  refusal("ResourceNotFoundException", `Requested resource not found: Stream: ${label} not found for Table: ${table}`);

export const insightsIndexNotFound = (index: string, table: string): AwsError =>
  refusal("ResourceNotFoundException", `Requested resource not found: Index: ${index} not found for table: ${table}`);

export const backupNotFound = (arn: string): AwsError => refusal("BackupNotFoundException", `Backup not found: ${arn}`);

export const backupInUse = (arn: string): AwsError =>
  refusal("BackupInUseException", `Backup is being created or restored: ${arn}`);

/** Of the new table of a restore. */
export const targetTableExists = (name: string): AwsError =>
  refusal("TableAlreadyExistsException", `Table already exists: ${name}`);

export const pointInTimeUnavailable = (name: string): AwsError =>
  refusal("PointInTimeRecoveryUnavailableException", `Point in time recovery is not enabled for table '${name}'`);

export const invalidExportTime = (message: string): AwsError => refusal("InvalidExportTimeException", message);

export const exportConflict = (token: string): AwsError =>
  refusal("ExportConflictException", `Another export was requested with this client token: ${token}`);

export const importConflict = (token: string): AwsError =>
  refusal("ImportConflictException", `Another import was requested with this client token: ${token}`);

export const invalidRestoreTime = (message: string): AwsError => refusal("InvalidRestoreTimeException", message);
