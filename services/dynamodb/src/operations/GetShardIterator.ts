import type { GetShardIteratorOutput } from "@aws-sdk/client-dynamodb-streams";
import type { Place } from "@skylab/aws";
import { validationError } from "../domain/errors.ts";
import { isAt, positionAfter, readSequenceNumber, type SequencePosition } from "../domain/stream/sequence-number.ts";
import { writeIterator } from "../domain/stream/shard-iterator.ts";
import { dataTrimmed, invalidSequenceNumber, shardNotFound } from "../domain/stream/stream-errors.ts";
import { RETENTION_MS, type Shard, shardsOf, type Stream } from "../domain/stream/stream.ts";
import { findStream } from "../store/find-stream.ts";
import type { Operation } from "../operation.ts";
import type { Streams } from "../store/streams.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetShardIterator.html */
export const GetShardIterator: Operation<"GetShardIterator"> = async (
  input,
  call,
  store,
): Promise<GetShardIteratorOutput> => {
  const now = call.clock.now();
  const { ShardIteratorType: type, StreamArn: streamArn } = input;
  checkSequenceNumber(type, input.SequenceNumber);
  const { address, stream } = await findStream(streamArn, call, store);
  const shard = shardsOf(stream, now).find(({ id }) => id === input.ShardId);
  if (shard === undefined) throw shardNotFound();
  const at: ShardAt = { place: address.place, stream, shard, now };
  const start = await startOf(store.streams, at, { type, number: input.SequenceNumber ?? shard.first });
  return { ShardIterator: writeIterator({ streamArn, shardIndex: shard.index, createdAt: now, ...start }) };
};

const TYPES_WITH_NUMBER: ReadonlySet<string> = new Set(["AT_SEQUENCE_NUMBER", "AFTER_SEQUENCE_NUMBER"]);

function checkSequenceNumber(type: string, number: string | undefined): void {
  const needsNumber = TYPES_WITH_NUMBER.has(type);
  if (needsNumber && number === undefined) {
    throw validationError(`SequenceNumber must be specified for ShardIteratorType ${type}`);
  }
  if (!needsNumber && number !== undefined) {
    throw validationError(`SequenceNumber must not be specified for ShardIteratorType ${type}`);
  }
  // The model names this type, and no member that would hold the time.
  if (type === "AT_TIMESTAMP") throw validationError("ShardIteratorType AT_TIMESTAMP is not supported");
}

type ShardAt = { readonly place: Place; readonly stream: Stream; readonly shard: Shard; readonly now: number };

type Start = { readonly position: SequencePosition; readonly isAtChange: boolean };

async function startOf(
  streams: Streams,
  at: ShardAt,
  { number, type }: { readonly type: string; readonly number: string },
): Promise<Start> {
  const { place, shard } = at;
  const trimHorizon = { splits: shard.splits, version: 0n, index: 0 };
  if (type === "TRIM_HORIZON") return { position: trimHorizon, isAtChange: false };
  if (type === "LATEST") {
    const last = await streams.last(place, at);
    return { position: last ? positionAfter(last.position) : trimHorizon, isAtChange: false };
  }
  const position = readSequenceNumber(number);
  if (position?.splits !== shard.splits) throw invalidSequenceNumber();
  const isAtChange = await isStored(streams, at, position);
  if (type === "AT_SEQUENCE_NUMBER") return { position, isAtChange };
  return { position: positionAfter(position), isAtChange: false };
}

/**
 * Whether there is a change at a position, and none where there may have been none ever.
 * @throws AwsError `TrimmedDataAccessException` where there was one
 */
async function isStored(streams: Streams, at: ShardAt, position: SequencePosition): Promise<boolean> {
  const { now, place, shard } = at;
  const [next] = await streams.read(place, at, { position, limit: 1 });
  if (isAt(next?.position, position)) return true;
  const isBeginning = position.version === 0n;
  if (isBeginning || now < shard.startsAt + RETENTION_MS) return false;
  const [oldest] = await streams.read(place, at, { position: { ...position, version: 0n, index: 0 }, limit: 1 });
  if (oldest === undefined || oldest.position.version > position.version) throw dataTrimmed();
  return false;
}
