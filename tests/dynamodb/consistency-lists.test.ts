import {
  type AttributeValue,
  GetItemCommand,
  TransactGetItemsCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import {
  DescribeStreamCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
  type _Record,
} from "@aws-sdk/client-dynamodb-streams";
import { beforeAll, expect, test } from "vitest";
import { createTable } from "./dynamodb.ts";
import { isLost, useKilledSkylab } from "./killed-skylab.ts";

const skylab = useKilledSkylab();

const LISTS = ["a", "b", "c"];
const LOAD = { clients: 16, turns: 1000, kills: 2 };

type Append = { readonly element: string; readonly lists: readonly string[]; readonly ended: number };
/** Lists that were read at one moment. */
type Read = { readonly begun: number; readonly lists: ReadonlyMap<string, readonly string[]> };

const appends: Append[] = [];
const lost = new Set<string>();
const reads: Read[] = [];
let last: Read = { begun: 0, lists: new Map() };
let TableName: string;

const keyOf = (id: string) => ({ id: { S: id } });

const appendTo = (id: string, element: string) => ({
  TableName,
  Key: keyOf(id),
  UpdateExpression: "SET elements = list_append(if_not_exists(elements, :empty), :element)",
  ExpressionAttributeValues: { ":empty": { L: [] }, ":element": { L: [{ S: element }] } },
});

const elementsOf = (item: Record<string, AttributeValue> | undefined): readonly string[] =>
  (item?.["elements"]?.L ?? []).map(({ S }) => S ?? "");

async function append(element: string, lists: readonly string[]): Promise<void> {
  const [first = "", second] = lists;
  try {
    if (second === undefined) await skylab.client().send(new UpdateItemCommand(appendTo(first, element)));
    else {
      const TransactItems = lists.map((id) => ({ Update: appendTo(id, element) }));
      await skylab.client().send(new TransactWriteItemsCommand({ TransactItems }));
    }
    appends.push({ element, lists, ended: performance.now() });
  } catch (error) {
    if (isLost(error)) lost.add(element);
    throw error;
  }
}

async function read(lists: readonly string[]): Promise<Read> {
  const begun = performance.now();
  const [first = "", second] = lists;
  if (second === undefined) {
    const get = new GetItemCommand({ TableName, Key: keyOf(first), ConsistentRead: true });
    const { Item } = await skylab.client().send(get);
    return { begun, lists: new Map([[first, elementsOf(Item)]]) };
  }
  const TransactItems = lists.map((id) => ({ Get: { TableName, Key: keyOf(id) } }));
  const { Responses = [] } = await skylab.client().send(new TransactGetItemsCommand({ TransactItems }));
  return { begun, lists: new Map(lists.map((id, index) => [id, elementsOf(Responses[index]?.Item)])) };
}

beforeAll(async () => {
  const StreamSpecification = { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" } as const;
  TableName = await createTable(skylab.client(), { StreamSpecification });
  await skylab.load(LOAD, async (client, turn) => {
    const list = LISTS[(client + turn) % LISTS.length] ?? "";
    const other = LISTS[(client + turn + 1) % LISTS.length] ?? "";
    const element = `${client}-${turn}`;
    if (client % 4 === 0) reads.push(await read(turn % 2 === 0 ? LISTS : [list]));
    else await append(element, turn % 2 === 0 ? [list] : [list, other]);
  });
  last = await read(LISTS);
});

const elementsIn = (list: string): readonly string[] => last.lists.get(list) ?? [];

test("whatever was appended is there, once, and nothing else is", () => {
  expect(appends.length).toBeGreaterThan(LOAD.turns / 2);
  for (const list of LISTS) {
    const elements = elementsIn(list);
    expect(new Set(elements).size).toBe(elements.length);
    const appended = new Set(appends.flatMap(({ element, lists }) => (lists.includes(list) ? [element] : [])));
    expect([...appended].filter((element) => !elements.includes(element))).toEqual([]);
    expect(elements.filter((element) => !appended.has(element) && !lost.has(element))).toEqual([]);
  }
});

test("what was read of a list is how it began", () => {
  for (const { lists } of reads) {
    for (const [list, elements] of lists) expect(elements).toEqual(elementsIn(list).slice(0, elements.length));
  }
});

test("what was answered before a read began was in it", () => {
  const missing = reads.flatMap(({ begun, lists }) =>
    appends.filter(
      ({ element, lists: appended, ended }) =>
        ended < begun && appended.some((list) => lists.get(list)?.includes(element) === false),
    ),
  );
  expect(missing).toEqual([]);
});

/** Of two lists: what transactions appended to both, in the order of the one. */
const shared = (from: readonly string[], to: readonly string[]): readonly string[] => {
  const there = new Set(to);
  return from.filter((element) => there.has(element));
};

test("whoever reads the lists as one sees what a transaction appended in both or in neither, in the same order", () => {
  const both = new Map(appends.flatMap(({ element, lists }) => (lists.length > 1 ? [[element, lists]] : [])));
  const together = [...reads, last].filter(({ lists }) => lists.size > 1);
  expect(together.length).toBeGreaterThan(LOAD.turns / 20);
  for (const { lists } of together) {
    for (const [list, elements] of lists) {
      for (const [other, others] of lists) {
        const halves = elements.filter(
          (element) => both.get(element)?.includes(other) === true && !others.includes(element),
        );
        expect(halves, `in ${list}, not in ${other}`).toEqual([]);
        expect(shared(elements, others)).toEqual(shared(others, elements));
      }
    }
  }
});

test("the stream tells each change once, and of each list in its order", async () => {
  const changes = new Map<string, _Record[]>(LISTS.map((list) => [list, []]));
  for (const record of await recordsOf(TableName)) changes.get(record.dynamodb?.Keys?.["id"]?.S ?? "")?.push(record);
  for (const list of LISTS) {
    const elements = elementsIn(list);
    const versions = (changes.get(list) ?? []).map(({ dynamodb }) => elementsOf(dynamodb?.NewImage));
    expect(versions).toEqual(elements.map((_, index) => elements.slice(0, index + 1)));
  }
});

/** All records of a table's stream, shard by shard. */
async function recordsOf(table: string): Promise<readonly _Record[]> {
  const client = skylab.streams();
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
