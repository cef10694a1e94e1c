import { AwsError } from "@skylab/aws";
import { validationError } from "../errors.ts";

// Refusals of DynamoDB Streams, as AWS words and codes them.

const refusal = (code: string, message: string): AwsError => new AwsError(code, message, { status: 400 });

export const invalidStreamArn = (): AwsError => validationError("Invalid StreamArn");

export const invalidSequenceNumber = (): AwsError => validationError("Invalid SequenceNumber");

export const invalidShardIterator = (): AwsError => validationError("Invalid ShardIterator");

export const streamNotFound = (arn: string): AwsError =>
  refusal("ResourceNotFoundException", `Requested resource not found: Stream: ${arn} not found`);

export const shardNotFound = (): AwsError =>
  refusal("ResourceNotFoundException", "Requested resource not found: Shard does not exist");

export const dataTrimmed = (): AwsError =>
  refusal("TrimmedDataAccessException", "The operation attempted to read past the oldest stream record in a shard.");

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetRecords.html#API_streams_GetRecords_Errors */
export const iteratorExpired = (): AwsError =>
  refusal("ExpiredIteratorException", "The provided iterator exceeds the maximum age allowed.");

/** The model knows no upper limits; AWS does, and words them as it words the model's. */
export function checkLimit(limit: number | undefined, most: number): number {
  if (limit === undefined || limit <= most) return limit ?? most;
  throw validationError(
    `1 validation error detected: Value '${limit}' at 'limit' failed to satisfy constraint: Member must have value less than or equal to ${most}`,
  );
}
