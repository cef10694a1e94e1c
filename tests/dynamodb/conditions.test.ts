import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { DeleteCommand, GetCommand, PutCommand, UpdateCommand, type UpdateCommandInput } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import { refusal, useDynamo } from "./dynamodb.ts";

const dynamo = useDynamo();

const KEY = { id: "k" };

const put = (TableName: string, item: Record<string, unknown>): Promise<unknown> =>
  dynamo.documents().send(new PutCommand({ TableName, Item: { ...KEY, ...item } }));
const get = async (TableName: string): Promise<unknown> =>
  (await dynamo.documents().send(new GetCommand({ TableName, Key: KEY, ConsistentRead: true }))).Item;
const update = async (TableName: string, more: Partial<UpdateCommandInput>): Promise<unknown> =>
  (await dynamo.documents().send(new UpdateCommand({ TableName, Key: KEY, ...more }))).Attributes;

describe("a condition", () => {
  it.each([
    ["attribute_exists(#a) AND NOT attribute_exists(nowhere)", true],
    ["attribute_not_exists(#a)", false],
    ["attribute_type(#a, :type)", true],
    ["size(#a) = :five", true],
    ["begins_with(#a, :he)", true],
    ["contains(#tags, :red) AND contains(#a, :he)", true],
    ["#n BETWEEN :five AND :ten", true],
    ["#n IN (:five, :seven)", true],
    ["#n > :seven", false],
    ["#n <> :five AND #n <= :seven", true],
    ["#map.deep[1] = :ten", true],
    ["#n = :five OR #n = :seven AND #a = :hello", true],
    ["(#n = :five OR #n = :seven) AND NOT #a = :hello", false],
  ])("%s holds: %s", async (condition, holds) => {
    const TableName = await dynamo.createTable();
    await put(TableName, { a: "hello", n: 7, tags: new Set(["red", "green"]), map: { deep: [1, 10] } });
    const names = { "#a": "a", "#n": "n", "#tags": "tags", "#map": "map" };
    const values = {
      ":five": 5,
      ":seven": 7,
      ":ten": 10,
      ":he": "he",
      ":hello": "hello",
      ":red": "red",
      ":type": "S",
    };
    const used = <Value>(all: Record<string, Value>): Record<string, Value> | undefined => {
      const found = Object.entries(all).filter(([name]) => new RegExp(`${name}\\b`).test(condition));
      return found.length === 0 ? undefined : Object.fromEntries(found);
    };
    const request = dynamo.documents().send(
      new DeleteCommand({
        TableName,
        Key: KEY,
        ConditionExpression: condition,
        ExpressionAttributeNames: used(names),
        ExpressionAttributeValues: used(values),
      }),
    );
    if (holds) await request;
    else await expect(request).rejects.toThrow(ConditionalCheckFailedException);
    expect(await get(TableName)).toEqual(holds ? undefined : expect.anything());
  });

  it("that fails tells the item, where the request asks for it", async () => {
    const TableName = await dynamo.createTable();
    await put(TableName, { a: 1 });
    const request = { TableName, Item: { ...KEY, a: 2 }, ConditionExpression: "attribute_not_exists(id)" };
    expect(await refusal(dynamo.documents().send(new PutCommand(request)))).toBe(
      "400 ConditionalCheckFailedException: The conditional request failed",
    );
    const asking = new PutCommand({ ...request, ReturnValuesOnConditionCheckFailure: "ALL_OLD" });
    await expect(dynamo.documents().send(asking)).rejects.toMatchObject({ Item: { id: { S: "k" }, a: { N: "1" } } });
    expect(await get(TableName)).toEqual({ ...KEY, a: 1 });
  });

  it("lets one of many writers in", async () => {
    const TableName = await dynamo.createTable();
    const write = async (writer: number): Promise<number> => {
      const Item = { ...KEY, writer };
      await dynamo
        .documents()
        .send(new PutCommand({ TableName, Item, ConditionExpression: "attribute_not_exists(id)" }));
      return writer;
    };
    const outcomes = await Promise.allSettled(Array.from({ length: 16 }, (_, writer) => write(writer)));
    const winners = outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
    expect(winners).toHaveLength(1);
    expect(await get(TableName)).toEqual({ ...KEY, writer: winners[0] });
  });
});

describe("an update", () => {
  it("sets, removes, adds and deletes in one", async () => {
    const TableName = await dynamo.createTable();
    await put(TableName, {
      a: "old",
      list: [1, 2, 3],
      spare: [1, 2],
      count: 1,
      tags: new Set(["red", "green"]),
      gone: true,
    });
    const after = await update(TableName, {
      UpdateExpression:
        "SET a = :new, #list = list_append(#list, :four), fresh = if_not_exists(fresh, :zero), together = #count + :ten REMOVE gone, spare[0] ADD #count :ten DELETE tags :red",
      ExpressionAttributeNames: { "#list": "list", "#count": "count" },
      ExpressionAttributeValues: { ":new": "new", ":four": [4], ":zero": 0, ":ten": 10, ":red": new Set(["red"]) },
      ReturnValues: "ALL_NEW",
    });
    expect(after).toEqual({
      ...KEY,
      a: "new",
      list: [1, 2, 3, 4],
      spare: [2],
      fresh: 0,
      together: 11,
      count: 11,
      tags: new Set(["green"]),
    });
    expect(await get(TableName)).toEqual(after);
  });

  it("makes an item that is not there", async () => {
    const TableName = await dynamo.createTable();
    const values = { ":one": 1 };
    expect(
      await update(TableName, {
        UpdateExpression: "ADD visits :one",
        ExpressionAttributeValues: values,
        ReturnValues: "UPDATED_NEW",
      }),
    ).toEqual({ visits: 1 });
    expect(await get(TableName)).toEqual({ ...KEY, visits: 1 });
  });

  it.each([
    ["NONE", undefined],
    ["ALL_OLD", { ...KEY, a: { b: 1, c: 1 }, d: 1 }],
    ["UPDATED_OLD", { a: { b: 1 } }],
    ["ALL_NEW", { ...KEY, a: { b: 2, c: 1 }, d: 1 }],
    ["UPDATED_NEW", { a: { b: 2 } }],
  ] as const)("answers %s", async (ReturnValues, answer) => {
    const TableName = await dynamo.createTable();
    await put(TableName, { a: { b: 1, c: 1 }, d: 1 });
    const request = { UpdateExpression: "SET a.b = :two", ExpressionAttributeValues: { ":two": 2 }, ReturnValues };
    expect(await update(TableName, request)).toEqual(answer);
  });

  it("counts without losing one, however many clients add at once", async () => {
    const TableName = await dynamo.createTable();
    const add = { UpdateExpression: "ADD visits :one", ExpressionAttributeValues: { ":one": 1 } };
    await Promise.all(
      Array.from({ length: 16 }, async () => {
        for (let time = 0; time < 10; time += 1) await update(TableName, add);
      }),
    );
    expect(await get(TableName)).toEqual({ ...KEY, visits: 160 });
  });

  it.each([
    [
      "SET id = :v",
      "One or more parameter values were invalid: Cannot update attribute id. This attribute is part of the key",
    ],
    [
      "SET a = :missing",
      "1 validation error detected: Invalid UpdateExpression: An expression attribute value used in expression is not defined; attribute value: :missing",
    ],
    ["SET a.b = :v", "The document path provided in the update expression is invalid for update"],
    [
      "SET a = :v, a = :v",
      "1 validation error detected: Invalid UpdateExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a]",
    ],
    [
      "SET name = :v",
      "1 validation error detected: Invalid UpdateExpression: Attribute name is a reserved keyword; reserved keyword: name",
    ],
    ["SET a == :v", '1 validation error detected: Invalid UpdateExpression: Syntax error; token: "=", near: "== :v"'],
    ["SET c = c + :v", "The provided expression refers to an attribute that does not exist in the item"],
  ])("%s is refused in AWS's words", async (UpdateExpression, message) => {
    const TableName = await dynamo.createTable();
    const request = update(TableName, { UpdateExpression, ExpressionAttributeValues: { ":v": 1 } });
    expect(await refusal(request)).toBe(`400 ValidationException: ${message}`);
  });
});
