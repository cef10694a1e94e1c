import type { GetRecordsOutput } from "@aws-sdk/client-dynamodb-streams";
import { isAt, positionAfter } from "../domain/stream/sequence-number.ts";
import { readIterator, writeIterator } from "../domain/stream/shard-iterator.ts";
import { describeChange } from "../domain/stream/stream-change.ts";
import { checkLimit, dataTrimmed, shardNotFound } from "../domain/stream/stream-errors.ts";
import { shardsOf } from "../domain/stream/stream.ts";
import { findStream } from "../store/find-stream.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetRecords.html */
const MAX_RECORDS = 1000;
const MAX_BYTES = 1024 * 1024;

export const GetRecords: Operation<"GetRecords"> = async (input, call, store): Promise<GetRecordsOutput> => {
  const now = call.clock.now();
  const limit = checkLimit(input.Limit, MAX_RECORDS);
  const iterator = readIterator(input.ShardIterator, now);
  const { position, shardIndex } = iterator;
  // Before the changes: a shard that is closed by now gets none behind those that are read then.
  const { address, stream } = await findStream(iterator.streamArn, call, store);
  const shard = shardsOf(stream, now).find(({ index, splits }) => splits === position.splits && index === shardIndex);
  if (shard === undefined) throw shardNotFound();

  const { place } = address;
  const changes = await store.streams.read(place, { stream, shard }, { position, limit, maxBytes: MAX_BYTES });
  if (iterator.isAtChange && !isAt(changes[0]?.position, position)) throw dataTrimmed();

  const last = changes.at(-1);
  const next = last ? positionAfter(last.position) : position;
  const isRead =
    shard.endedAt !== undefined &&
    (await store.streams.read(place, { stream, shard }, { position: next, limit: 1 })).length === 0;
  const going = { ...iterator, position: next, isAtChange: false, createdAt: now };
  return {
    Records: changes.map((one) => describeChange(stream, one.change, { position: one.position, region: place.region })),
    ...(!isRead && { NextShardIterator: writeIterator(going) }),
  };
};
