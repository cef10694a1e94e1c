import { eventIdOf } from "../events/event-id.ts";
import { type GroupAddress, streamArn } from "./group.ts";
import type { LogStream } from "./stream.ts";

/** A stream as DescribeLogStreams tells of it. */
export type DescribedStream = {
  readonly logStreamName: string;
  readonly arn: string;
  readonly creationTime: number;
  readonly storedBytes: number;
  readonly firstEventTimestamp?: number;
  readonly lastEventTimestamp?: number;
  readonly lastIngestionTime?: number;
  readonly uploadSequenceToken?: string;
};

export function describeStream(group: GroupAddress, { name, row }: LogStream): DescribedStream {
  const { createdAt, first, ingestedAt, last } = row;
  return {
    logStreamName: name,
    arn: streamArn(group, name),
    creationTime: createdAt,
    // "As of June 17, 2019, this parameter is no longer supported for log streams, and is always reported as zero."
    storedBytes: 0,
    ...(first !== undefined && { firstEventTimestamp: first }),
    ...(last !== undefined && { lastEventTimestamp: last }),
    ...(ingestedAt !== undefined && {
      lastIngestionTime: ingestedAt,
      uploadSequenceToken: sequenceTokenOf(ingestedAt),
    }),
  };
}

/** AWS takes no notice of sequence tokens any more, and gives them out all the same. */
export const sequenceTokenOf = (ingestedAt: number): string => eventIdOf({ timestamp: ingestedAt, arrival: 0 });
