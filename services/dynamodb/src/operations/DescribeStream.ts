import type { DescribeStreamOutput } from "@aws-sdk/client-dynamodb-streams";
import { checkLimit } from "../domain/stream/stream-errors.ts";
import { type Shard, shardsOf } from "../domain/stream/stream.ts";
import { describeKey } from "../domain/table/table-description.ts";
import { findStream } from "../store/find-stream.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_DescribeStream.html */
const MAX_SHARDS = 100;

export const DescribeStream: Operation<"DescribeStream"> = async (
  input,
  call,
  store,
): Promise<DescribeStreamOutput> => {
  const limit = checkLimit(input.Limit, MAX_SHARDS);
  const { stream } = await findStream(input.StreamArn, call, store);
  const after = input.ExclusiveStartShardId ?? "";
  const parentId = input.ShardFilter?.Type === "CHILD_SHARDS" ? input.ShardFilter.ShardId : undefined;
  const shards = shardsOf(stream, call.clock.now()).filter(
    (shard) => shard.id > after && (parentId === undefined || shard.parentId === parentId),
  );
  const last = shards.length > limit ? shards[limit - 1]?.id : undefined;
  return {
    StreamDescription: {
      StreamArn: input.StreamArn,
      StreamLabel: stream.label,
      StreamStatus: stream.disabledAt === undefined ? "ENABLED" : "DISABLED",
      StreamViewType: stream.view,
      CreationRequestDateTime: new Date(stream.enabledAt),
      TableName: stream.table.name,
      KeySchema: describeKey(stream.table.key),
      Shards: shards.slice(0, limit).map(describeShard),
      ...(last !== undefined && { LastEvaluatedShardId: last }),
    },
  };
};

const describeShard = ({ first, id, last, parentId }: Shard) => ({
  ShardId: id,
  SequenceNumberRange: { StartingSequenceNumber: first, ...(last !== undefined && { EndingSequenceNumber: last }) },
  ...(parentId !== undefined && { ParentShardId: parentId }),
});
