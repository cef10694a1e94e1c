import type { AwsError } from "@skylab/aws";
import { invalidParameterValue, resourceConflict, resourceNotFound } from "../errors.ts";
import { type EventSource, isStream } from "./event-source.ts";

// Words as Lambda answers those who map event sources to functions.

export const mappingNotFound = (): AwsError => resourceNotFound("The resource you requested does not exist.");

export const functionOfMappingMissing = (): AwsError => invalidParameterValue("Function does not exist");

/** The spaces inside of the quotes are AWS's. */
export function mappingExists(source: EventSource, functionName: string, uuid: string): AwsError {
  const rest = `Please update or delete the existing mapping with UUID ${uuid}`;
  return resourceConflict(
    isStream(source)
      ? `The event source arn (" ${source.arn} ") and function (" ${functionName} ") provided mapping already exists. ${rest}`
      : `An event source mapping with SQS arn (" ${source.arn} ") and function (" ${functionName} ") already exists. ${rest}`,
  );
}

/** Recorded of a stream: https://github.com/pmuens/serverless-kinesis-streams/issues/1 */
export const sourceElsewhere = (region: string): AwsError =>
  invalidParameterValue(`Event source region must match Lambda region ${region}.`);

export const queueMissing = (): AwsError =>
  invalidParameterValue(
    "Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. SQS Error Message: The specified queue does not exist.",
  );

export const streamMissing = (arn: string): AwsError => invalidParameterValue(`Stream not found: ${arn}`);

/** `ReceiveMessage` on `SQS`. */
export const roleMayNot = (operation: string, service: string): AwsError =>
  invalidParameterValue(`The function execution role does not have permissions to call ${operation} on ${service}`);

export const roleMayNotRead = (streamArn: string): AwsError =>
  invalidParameterValue(
    `Cannot access stream ${streamArn}. Please ensure the role can perform the GetRecords, GetShardIterator, DescribeStream, and ListStreams Actions on your stream in IAM.`,
  );

export const visibilityTooShort = (visibilitySeconds: number, functionSeconds: number): AwsError =>
  invalidParameterValue(
    `Queue visibility timeout: ${visibilitySeconds} seconds is less than Function timeout: ${functionSeconds} seconds`,
  );
