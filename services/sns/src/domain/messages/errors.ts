import { AwsError } from "@skylab/aws";
import { invalidParameter } from "../errors.ts";

// Recorded from AWS where no comment says otherwise.

const BAD_REQUEST = 400;

/** What is wrong with attributes has a code of its own. */
export const invalidAttribute = (message: string): AwsError =>
  new AwsError("ParameterValueInvalid", message, { status: BAD_REQUEST });

export const emptyMessage = (): AwsError => invalidParameter("Empty message");

export const messageTooLong = (): AwsError => invalidParameter("Message too long");

export const invalidSubject = (): AwsError => invalidParameter("Subject");

export const notJson = (): AwsError => invalidParameter("Message Structure - JSON message body failed to parse");

export const noDefault = (): AwsError => invalidParameter("Message Structure - No default entry in JSON message body");

export const noTarget = (): AwsError =>
  invalidParameter("TopicArn or TargetArn Reason: no value for required parameter");

export const groupIdRequired = (): AwsError =>
  invalidParameter("The MessageGroupId parameter is required for FIFO topics");

export const deduplicationIdRequired = (): AwsError =>
  invalidParameter(
    "The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
  );

export const deduplicationIdForbidden = (): AwsError =>
  invalidParameter(
    "MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type",
  );

/** AWS's words for it nobody recorded. */
export const invalidToken = (parameter: string): AwsError =>
  invalidParameter(
    `${parameter} Reason: must contain only alphanumeric and punctuation characters, and be at most 128 characters long`,
  );

export const emptyBatch = (): AwsError =>
  new AwsError("EmptyBatchRequest", "The batch request doesn't contain any entries.", { status: BAD_REQUEST });

export const tooManyEntries = (): AwsError =>
  new AwsError("TooManyEntriesInBatchRequest", "The batch request contains more entries than permissible.", {
    status: BAD_REQUEST,
  });

export const idsNotDistinct = (): AwsError =>
  new AwsError("BatchEntryIdsNotDistinct", "Two or more batch entries in the request have the same Id.", {
    status: BAD_REQUEST,
  });

export const batchTooLong = (): AwsError =>
  new AwsError("BatchRequestTooLong", "The length of all the messages put together is more than the limit.", {
    status: BAD_REQUEST,
  });

export const forbiddenInBatchEntryId = (id: string): AwsError =>
  new AwsError(
    "InvalidBatchEntryId",
    `The Id of a batch entry in the batch request contains an impermissible character: ${id}`,
    { status: BAD_REQUEST },
  );

export const batchEntryIdTooLong = (id: string): AwsError =>
  new AwsError("InvalidBatchEntryId", `The Id of a batch entry in the batch request is too long: ${id}`, {
    status: BAD_REQUEST,
  });
