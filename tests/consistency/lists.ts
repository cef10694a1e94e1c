import {
  type AttributeValue,
  GetItemCommand,
  TransactGetItemsCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { beforeAll, expect, test } from "vitest";
import { createTable } from "../dynamodb/dynamodb.ts";
import { isLost, LOAD_TIMEOUT_MS, loadAndKill } from "./load.ts";
import { contradictionIn, type ListTransaction } from "./serializable.ts";
import { changesOf, STREAM } from "./stream.ts";
import type { Victim } from "./victim.ts";

const LOAD = { clients: 16, turns: 1200 };
/** The first is in a table of its own. */
const LISTS = ["a", "b", "c"];

/** Lists that are appended to, one or two in a transaction, and read, one or all in a transaction. */
export function describeLists(victim: () => Victim): void {
  const history: ListTransaction[] = [];
  let last: ReadonlyMap<string, readonly string[]> = new Map();
  const tables = new Map<string, string>();

  const placeOf = (id: string) => ({ TableName: tables.get(id), Key: { id: { S: id } } });
  const appendTo = (id: string, element: string) => ({
    ...placeOf(id),
    UpdateExpression: "SET elements = list_append(if_not_exists(elements, :empty), :element)",
    ExpressionAttributeValues: { ":empty": { L: [] }, ":element": { L: [{ S: element }] } },
  });
  const append = async (element: string, lists: readonly string[]): Promise<void> => {
    const begun = performance.now();
    const [first = "", second] = lists;
    try {
      if (second === undefined)
        await victim()
          .client()
          .send(new UpdateItemCommand(appendTo(first, element)));
      else {
        const TransactItems = lists.map((id) => ({ Update: appendTo(id, element) }));
        await victim().client().send(new TransactWriteItemsCommand({ TransactItems }));
      }
      history.push({ kind: "append", element, lists, begun, ended: performance.now() });
    } catch (error) {
      if (isLost(error)) history.push({ kind: "append", element, lists, begun, ended: undefined });
      throw error;
    }
  };
  const read = async (lists: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> => {
    const begun = performance.now();
    const items = lists.length > 1 ? await readTogether(lists) : await readOne(lists[0] ?? "");
    const seen = new Map(lists.map((id, index) => [id, elementsOf(items[index])]));
    history.push({ kind: "read", seen, begun, ended: performance.now() });
    return seen;
  };
  const readOne = async (id: string): Promise<readonly Item[]> => {
    const get = new GetItemCommand({ ...placeOf(id), ConsistentRead: true });
    return [(await victim().client().send(get)).Item];
  };
  const readTogether = async (lists: readonly string[]): Promise<readonly Item[]> => {
    const TransactItems = lists.map((id) => ({ Get: placeOf(id) }));
    const { Responses = [] } = await victim().client().send(new TransactGetItemsCommand({ TransactItems }));
    return Responses.map(({ Item }) => Item);
  };

  beforeAll(async () => {
    const newTable = (): Promise<string> => createTable(victim().client(), { StreamSpecification: STREAM });
    const [one, other] = [await newTable(), await newTable()];
    for (const [index, list] of LISTS.entries()) tables.set(list, index === 0 ? other : one);
    await loadAndKill(victim(), LOAD, async (client, turn) => {
      const list = LISTS[(client + turn) % LISTS.length] ?? "";
      const another = LISTS[(client + turn + 1) % LISTS.length] ?? "";
      if (client % 4 === 0) await read(turn % 2 === 0 ? LISTS : [list]);
      else await append(`${client}-${turn}`, turn % 2 === 0 ? [list] : [list, another]);
    });
    last = await read(LISTS);
  }, LOAD_TIMEOUT_MS);

  test("whatever was appended is there, once, and nothing else is", () => {
    const appends = history.flatMap((one) => (one.kind === "append" ? [one] : []));
    expect(appends.length).toBeGreaterThan(LOAD.turns / 2);
    for (const [list, elements] of last) {
      expect(new Set(elements).size).toBe(elements.length);
      const sent = appends.filter(({ lists }) => lists.includes(list));
      const answered = sent.filter(({ ended }) => ended !== undefined);
      expect(answered.map(({ element }) => element).filter((element) => !elements.includes(element))).toEqual([]);
      const known = new Set(sent.map(({ element }) => element));
      expect(elements.filter((element) => !known.has(element))).toEqual([]);
    }
  });

  test("all that was appended and read may have happened one after the other, in the order in which it was answered", () => {
    expect(contradictionIn(history, last)).toBeUndefined();
  });

  test("the streams tell each change once, and of each list in its order", async () => {
    for (const [list, table] of tables) {
      const elements = last.get(list) ?? [];
      const changes = (await changesOf(victim().streams(), table)).get(list) ?? [];
      const versions = elements.map((_, index) => elements.slice(0, index + 1));
      expect(changes.map(({ after }) => elementsOf(after))).toEqual(versions);
      expect(changes.map(({ before }) => elementsOf(before))).toEqual([[], ...versions.slice(0, -1)]);
    }
  });
}

type Item = Record<string, AttributeValue> | undefined;

const elementsOf = (item: Item): readonly string[] => (item?.["elements"]?.L ?? []).map(({ S }) => S ?? "");
