import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import {
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
  type _Record,
} from "@aws-sdk/client-dynamodb-streams";

/** What `changesOf` needs a table to have. */
export const STREAM = { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" } as const;

type Image = Record<string, AttributeValue> | undefined;

/** What a change made of an item. */
export type Change = { readonly before: Image; readonly after: Image };

/** All changes of a table's items, by their text `id`, in the order of its stream. */
export async function changesOf(
  client: DynamoDBStreamsClient,
  table: string,
): Promise<ReadonlyMap<string, readonly Change[]>> {
  const changes = new Map<string, Change[]>();
  for (const { dynamodb } of await recordsOf(client, table)) {
    const id = dynamodb?.Keys?.["id"]?.S ?? "";
    const known = changes.get(id) ?? [];
    known.push({ before: dynamodb?.OldImage, after: dynamodb?.NewImage });
    changes.set(id, known);
  }
  return changes;
}

/** All records of a table's stream, shard by shard. */
async function recordsOf(client: DynamoDBStreamsClient, table: string): Promise<readonly _Record[]> {
  const { Streams: [stream] = [] } = await client.send(new ListStreamsCommand({ TableName: table }));
  const { StreamArn } = stream ?? {};
  const { StreamDescription: { Shards = [] } = {} } = await client.send(new DescribeStreamCommand({ StreamArn }));
  const records: _Record[] = [];
  for (const { ShardId } of Shards) {
    const start = { StreamArn, ShardId, ShardIteratorType: "TRIM_HORIZON" } as const;
    let { ShardIterator } = await client.send(new GetShardIteratorCommand(start));
    while (ShardIterator !== undefined) {
      const { Records: some = [], NextShardIterator } = await client.send(new GetRecordsCommand({ ShardIterator }));
      records.push(...some);
      ShardIterator = some.length === 0 ? undefined : NextShardIterator;
    }
  }
  return records;
}
