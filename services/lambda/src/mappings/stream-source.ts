import type { DescribeStreamOutput, GetRecordsOutput } from "@aws-sdk/client-dynamodb-streams";
import type { Shard } from "../domain/mappings/shards.ts";
import { askForMapping } from "./as-role.ts";
import type { RunParts } from "./running.ts";

/** A stream of DynamoDB as a mapping reads it, with the permissions of its function's role. */
export type StreamSource = {
  /** Parents first. */
  readonly shards: () => Promise<readonly Shard[]>;
  /** From where a shard is read: behind a sequence number, or from what it holds first. */
  readonly iterator: (shardId: string, after: string | undefined) => Promise<string>;
  readonly records: (iterator: string) => Promise<RecordPage>;
};

export type RecordPage = {
  readonly records: NonNullable<GetRecordsOutput["Records"]>;
  /** Absent at a shard's end. */
  readonly next: string | undefined;
};

export function openStreamSource({ mapping, store }: Pick<RunParts, "mapping" | "store">): StreamSource {
  const { arn: StreamArn, place } = mapping.source;
  const ask = (operation: string, input: Readonly<Record<string, unknown>>): ReturnType<typeof askForMapping> =>
    askForMapping(mapping, { service: "dynamodb-streams", operation, input, place }, store);
  return {
    shards: async () => {
      const shards: Shard[] = [];
      for (let after: string | undefined; ;) {
        const input = { StreamArn, ...(after !== undefined && { ExclusiveStartShardId: after }) };
        const answer = (await ask("DescribeStream", input)) as DescribeStreamOutput; // as: so its model has it.
        const { LastEvaluatedShardId, Shards = [] } = answer.StreamDescription ?? {};
        for (const { ParentShardId: parentId, SequenceNumberRange: range, ShardId: id } of Shards) {
          if (id !== undefined) shards.push({ id, parentId, isClosed: range?.EndingSequenceNumber !== undefined });
        }
        after = LastEvaluatedShardId;
        if (after === undefined) return shards;
      }
    },
    iterator: async (ShardId, after) => {
      const from =
        after === undefined
          ? { ShardIteratorType: "TRIM_HORIZON" }
          : { ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber: after };
      const { ShardIterator } = await ask("GetShardIterator", { StreamArn, ShardId, ...from });
      return String(ShardIterator);
    },
    records: async (ShardIterator) => {
      const answer = (await ask("GetRecords", { ShardIterator })) as GetRecordsOutput; // as: so its model has it.
      return { records: answer.Records ?? [], next: answer.NextShardIterator };
    },
  };
}
