import type { ListStreamsOutput } from "@aws-sdk/client-dynamodb-streams";
import { arnOfStream, readStreamArn } from "../domain/stream/stream-address.ts";
import { checkLimit } from "../domain/stream/stream-errors.ts";
import { readTableName } from "../domain/table/table-name.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_ListStreams.html */
const MAX_STREAMS = 100;

export const ListStreams: Operation<"ListStreams"> = async (input, call, { streams }): Promise<ListStreamsOutput> => {
  const limit = checkLimit(input.Limit, MAX_STREAMS);
  const after = input.ExclusiveStartStreamArn === undefined ? undefined : readStreamArn(input.ExclusiveStartStreamArn);
  const table = input.TableName === undefined ? undefined : readTableName(input.TableName, call.place);
  const place = table?.place ?? call.place;
  const found = await streams.list(place, { table: table?.name, after, limit: limit + 1 });
  const listed = found.slice(0, limit).map((stream) => {
    const { label, table: of } = stream;
    return { StreamArn: arnOfStream({ place, name: of.name, label }), TableName: of.name, StreamLabel: label };
  });
  const last = found.length > limit ? listed.at(-1)?.StreamArn : undefined;
  return { Streams: listed, ...(last !== undefined && { LastEvaluatedStreamArn: last }) };
};
