import { DescribeStream } from "../operations/DescribeStream.ts";
import { GetRecords } from "../operations/GetRecords.ts";
import { GetShardIterator } from "../operations/GetShardIterator.ts";
import { ListStreams } from "../operations/ListStreams.ts";
import type { TestDynamo } from "./use-dynamo.ts";

type Described = Awaited<ReturnType<typeof DescribeStream>>["StreamDescription"];
export type StreamDescription = NonNullable<Described>;

export type StreamRecord = NonNullable<Awaited<ReturnType<typeof GetRecords>>["Records"]>[number];

/** Reads streams as a client does. */
export type StreamReader = {
  /** The ARN of a table's latest stream. */
  readonly arnOf: (table: string) => Promise<string>;
  readonly describe: (arn: string) => Promise<StreamDescription>;
  readonly iterator: (arn: string, how: IteratorType & { readonly shard?: string }) => Promise<string>;
  /** One call: what is there, and where it goes on. */
  readonly get: (iterator: string, limit?: number) => Promise<Read>;
  /** All changes of a shard from the oldest on. */
  readonly all: (arn: string, shard?: string) => Promise<readonly StreamRecord[]>;
};

export type IteratorType =
  | { readonly type: "TRIM_HORIZON" | "LATEST" }
  | { readonly type: "AT_SEQUENCE_NUMBER" | "AFTER_SEQUENCE_NUMBER"; readonly number: string };

export type Read = { readonly records: readonly StreamRecord[]; readonly next: string | undefined };

export function streamReader(dynamo: () => TestDynamo): StreamReader {
  const describe: StreamReader["describe"] = async (StreamArn) =>
    present((await dynamo().call(DescribeStream, { StreamArn })).StreamDescription);
  const iterator: StreamReader["iterator"] = async (StreamArn, { shard, ...how }) => {
    const ShardId = shard ?? shardIds(await describe(StreamArn))[0] ?? "";
    const { type: ShardIteratorType } = how;
    const input = { StreamArn, ShardId, ShardIteratorType, ...("number" in how && { SequenceNumber: how.number }) };
    return present((await dynamo().call(GetShardIterator, input)).ShardIterator);
  };
  const get: StreamReader["get"] = async (ShardIterator, limit) => {
    const answer = await dynamo().call(GetRecords, { ShardIterator, ...(limit !== undefined && { Limit: limit }) });
    return { records: present(answer.Records), next: answer.NextShardIterator };
  };
  return {
    describe,
    iterator,
    get,
    arnOf: async (TableName) => present((await dynamo().call(ListStreams, { TableName })).Streams?.at(-1)?.StreamArn),
    all: async (arn, shard) => {
      const records: StreamRecord[] = [];
      let next: string | undefined = await iterator(arn, {
        type: "TRIM_HORIZON",
        ...(shard !== undefined && { shard }),
      });
      while (next !== undefined) {
        const read: Read = await get(next);
        records.push(...read.records);
        next = read.records.length === 0 ? undefined : read.next;
      }
      return records;
    },
  };
}

export const shardIds = ({ Shards = [] }: StreamDescription): readonly string[] =>
  Shards.map(({ ShardId }) => present(ShardId));

export function present<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error("The answer lacks a member.");
  return value;
}

/** What a record tells of the tests' items: what happened, the key, and the item before and after. */
export const told = ({ dynamodb, eventName }: StreamRecord) => [
  eventName,
  dynamodb?.Keys?.["a"]?.S,
  dynamodb?.OldImage,
  dynamodb?.NewImage,
];

export const numberOf = ({ dynamodb }: StreamRecord): string => present(dynamodb?.SequenceNumber);
