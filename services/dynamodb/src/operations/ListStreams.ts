import type { ListStreamsOutput } from "@aws-sdk/client-dynamodb-streams";
import { isSamePlace } from "@skylab/aws";
import { arnOfStream, readStreamArn } from "../domain/stream/stream-address.ts";
import { checkLimit } from "../domain/stream/stream-errors.ts";
import { readTableName } from "../domain/table/table-name.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_ListStreams.html */
const MAX_STREAMS = 100;

export const ListStreams: Operation<"ListStreams"> = async (
  input,
  { place },
  { streams },
): Promise<ListStreamsOutput> => {
  const limit = checkLimit(input.Limit, MAX_STREAMS);
  const { ExclusiveStartStreamArn: start, TableName } = input;
  const after = start === undefined ? undefined : readStreamArn(start, place);
  const table = TableName === undefined ? undefined : readTableName(TableName, place);
  // No policy of a table could let others list its streams.
  if (table !== undefined && !isSamePlace(table.place, place)) return { Streams: [] };
  const found = await streams.list(place, { table: table?.name, after, limit: limit + 1 });
  const listed = found.slice(0, limit).map((stream) => {
    const { label, table: of } = stream;
    return { StreamArn: arnOfStream({ place, name: of.name, label }), TableName: of.name, StreamLabel: label };
  });
  const last = found.length > limit ? listed.at(-1)?.StreamArn : undefined;
  return { Streams: listed, ...(last !== undefined && { LastEvaluatedStreamArn: last }) };
};
