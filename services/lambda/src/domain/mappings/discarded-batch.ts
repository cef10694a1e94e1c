import { isoSeconds } from "@skylab/aws";

/** Why records of a stream were given up. */
export type DiscardCondition = "RetryAttemptsExhausted" | "RecordAgeExceeded";

/** Records of a shard that were given up, and what is known of the last attempt. */
export type DiscardedBatch = {
  readonly condition: DiscardCondition;
  readonly functionArn: string;
  readonly streamArn: string;
  readonly shardId: string;
  readonly records: readonly { readonly sequenceNumber: string; readonly createdAt: number }[];
  readonly invokes: number;
  /** Absent where the function was never run with them. */
  readonly last?: LastAttempt | undefined;
};

export type LastAttempt = {
  readonly requestId: string;
  readonly version: string;
  /** Absent where it reported that items failed. */
  readonly functionError: string | undefined;
};

/** What is told of it: a document, and when that is. `requestId` stands for an attempt that there was none of. */
export type Telling = { readonly now: number; readonly requestId: string };

/**
 * What an on-failure destination gets.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html#dynamodb-on-failure-destination-example-sns-sqs
 */
export function discardedBatch(batch: DiscardedBatch, { now, requestId }: Telling): object {
  const { condition, functionArn, invokes, last, records, shardId, streamArn } = batch;
  const [first] = records;
  const final = records.at(-1);
  return {
    requestContext: {
      requestId: last?.requestId ?? requestId,
      functionArn,
      condition,
      approximateInvokeCount: invokes,
    },
    ...(last && {
      responseContext: {
        statusCode: 200,
        executedVersion: last.version,
        functionError: last.functionError ?? null,
      },
    }),
    version: "1.0",
    timestamp: new Date(now).toISOString(),
    DDBStreamBatchInfo: {
      shardId,
      startSequenceNumber: first?.sequenceNumber,
      endSequenceNumber: final?.sequenceNumber,
      approximateArrivalOfFirstRecord: isoSeconds(first?.createdAt ?? now),
      approximateArrivalOfLastRecord: isoSeconds(final?.createdAt ?? now),
      batchSize: records.length,
      streamArn,
    },
  };
}

/**
 * The key of the object that a bucket gets.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html#dynamodb-on-failure-destination-example-s3
 */
export function discardedKey(of: { readonly uuid: string; readonly shardId: string }, now: number, id: string): string {
  const time = new Date(now).toISOString();
  const day = time.slice(0, "2026-10-18".length);
  const second = time.slice(0, "2026-10-18T09:10:11".length).replaceAll(":", ".");
  return `aws/lambda/${of.uuid}/${of.shardId}/${day.replaceAll("-", "/")}/${second}-${id}`;
}
