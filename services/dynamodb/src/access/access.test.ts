import { loadModel } from "@skylab/protocol";
import type { Access, Call, Permission, Target } from "@skylab/service";
import { describe, expect, it } from "vitest";
import { CreateTable } from "../operations/CreateTable.ts";
import { PutResourcePolicy } from "../operations/PutResourcePolicy.ts";
import type { DynamoStore } from "../store/store.ts";
import { all, attribute, hash, range, simpleTable } from "../testing/table-requests.ts";
import { useDynamo } from "../testing/use-dynamo.ts";
import { dynamodbAccess } from "./dynamodb-access.ts";
import { streamsAccess } from "./streams-access.ts";

const dynamo = useDynamo();

const TABLES = "arn:aws:dynamodb:us-east-1:111122223333:table/";

/** What a rule decides on for an input, context included. */
async function asked<Input>(rule: Access<Input, DynamoStore>, input: Input) {
  if ("free" in rule) throw new Error("Nothing is free of charge here.");
  const decided: { main?: Target; also: readonly Permission[] } = { also: [] };
  const { call, store } = dynamo();
  await call(async (_input: object, made: Call) => {
    decided.main = await rule.on(input, made, store);
    decided.also = (await rule.also?.(input, made, store)) ?? [];
  }, {});
  return [{ action: rule.action, ...decided.main }, ...decided.also].map(({ context, ...target }) =>
    Object.assign(target, context && { context: context() }),
  );
}

describe("the access tables", () => {
  it("have an entry for every operation", () => {
    expect(Object.keys(dynamodbAccess).toSorted()).toEqual(Object.keys(loadModel("dynamodb").operations).toSorted());
    expect(Object.keys(streamsAccess).toSorted()).toEqual(
      Object.keys(loadModel("dynamodb-streams").operations).toSorted(),
    );
  });
});

describe("exports and imports", () => {
  it("are decided on by their table, and described by their own ARNs", async () => {
    await dynamo().call(CreateTable, { ...simpleTable("exported"), Tags: [{ Key: "team", Value: "red" }] });
    const input = { TableArn: `${TABLES}exported`, S3Bucket: "bucket" };
    expect(await asked(dynamodbAccess.ExportTableToPointInTime, input)).toEqual([
      {
        action: "dynamodb:ExportTableToPointInTime",
        resource: `${TABLES}exported`,
        context: { "aws:ResourceTag/team": "red" },
      },
    ]);
    const importing = {
      S3BucketSource: { S3Bucket: "bucket" },
      InputFormat: "CSV" as const,
      TableCreationParameters: simpleTable("imported"),
    };
    expect(await asked(dynamodbAccess.ImportTable, importing)).toMatchObject([
      { action: "dynamodb:ImportTable", resource: `${TABLES}imported` },
    ]);
    const ExportArn = `${TABLES}exported/export/01`;
    expect(await asked(dynamodbAccess.DescribeExport, { ExportArn })).toEqual([
      { action: "dynamodb:DescribeExport", resource: ExportArn },
    ]);
  });
});

describe("conditions on an item", () => {
  it("see its key, attributes and what is returned", async () => {
    await dynamo().call(CreateTable, simpleTable("fine"));
    const [decision] = await asked(dynamodbAccess.UpdateItem, {
      TableName: "fine",
      Key: { a: { S: "me" } },
      UpdateExpression: "SET #c.inner = if_not_exists(d, :v) REMOVE e[0]",
      ConditionExpression: "attribute_exists(f) AND g BETWEEN :v AND :w",
      ExpressionAttributeNames: { "#c": "colour" },
      ReturnValues: "ALL_NEW",
    });
    expect(decision).toEqual({
      action: "dynamodb:UpdateItem",
      resource: `${TABLES}fine`,
      context: {
        "dynamodb:LeadingKeys": ["me"],
        "dynamodb:Attributes": ["a", "colour", "d", "e", "f", "g"],
        "dynamodb:ReturnValues": "ALL_NEW",
      },
    });
  });

  it("see what a query reads, of an index too", async () => {
    await dynamo().call(CreateTable, {
      ...simpleTable("indexed"),
      AttributeDefinitions: [attribute("a"), attribute("owner"), attribute("n", "N")],
      GlobalSecondaryIndexes: [{ IndexName: "mine", KeySchema: [hash("owner"), range("n")], Projection: all }],
      Tags: [{ Key: "team", Value: "red" }],
    });
    const [decision] = await asked(dynamodbAccess.Query, {
      TableName: `${TABLES}indexed`,
      IndexName: "mine",
      KeyConditionExpression: "n > :n AND #o = :o",
      ExpressionAttributeNames: { "#o": "owner" },
      ExpressionAttributeValues: { ":o": { S: "alice" }, ":n": { N: "1" } },
      ProjectionExpression: "a, n",
      ReturnConsumedCapacity: "TOTAL",
    });
    expect(decision).toEqual({
      action: "dynamodb:Query",
      resource: `${TABLES}indexed/index/mine`,
      context: {
        "aws:ResourceTag/team": "red",
        "dynamodb:LeadingKeys": ["alice"],
        "dynamodb:Attributes": ["a", "n", "owner"],
        "dynamodb:Select": "SPECIFIC_ATTRIBUTES",
        "dynamodb:ReturnConsumedCapacity": "TOTAL",
      },
    });
  });
});

it("a query tells its key however it is written", async () => {
  await dynamo().call(CreateTable, simpleTable("bracketed"));
  const [decision] = await asked(dynamodbAccess.Query, {
    TableName: "bracketed",
    KeyConditionExpression: "(:me = a)",
    ExpressionAttributeValues: { ":me": { S: "me" } },
  });
  expect(decision).toMatchObject({ context: { "dynamodb:LeadingKeys": ["me"] } });
});

it("an update tells what it computes with", async () => {
  const [decision] = await asked(dynamodbAccess.UpdateItem, {
    TableName: "computed",
    Key: { a: { S: "me" } },
    UpdateExpression: "SET b=c-d, e . f = :1g REMOVE #h[0].i",
    ExpressionAttributeNames: { "#h": "a-b" },
  });
  expect(decision).toMatchObject({ context: { "dynamodb:Attributes": ["a", "b", "c", "d", "e", "a-b"] } });
});

const contextOf = async (Statement: string, Parameters?: { S: string }[]) =>
  (await asked(dynamodbAccess.ExecuteStatement, { Statement, ...(Parameters && { Parameters }) }))[0];

describe("operations on several tables", () => {
  it("need each table of a batch", async () => {
    await dynamo().call(CreateTable, simpleTable("first"));
    const decisions = await asked(dynamodbAccess.BatchGetItem, {
      RequestItems: { first: { Keys: [{ a: { S: "1" } }, { a: { S: "2" } }] }, second: { Keys: [{ b: { N: "1" } }] } },
    });
    expect(decisions).toMatchObject([
      {
        action: "dynamodb:BatchGetItem",
        resource: `${TABLES}first`,
        context: { "dynamodb:LeadingKeys": ["1", "2"], "dynamodb:Select": "ALL_ATTRIBUTES" },
      },
      { action: "dynamodb:BatchGetItem", resource: `${TABLES}second` },
    ]);
  });

  it("need the action of each part of a transaction, the first one's too", async () => {
    const Key = { a: { S: "1" } };
    const decisions = await asked(dynamodbAccess.TransactWriteItems, {
      TransactItems: [
        { Delete: { TableName: "first", Key } },
        { ConditionCheck: { TableName: "second", Key, ConditionExpression: "attribute_exists(a)" } },
        { Put: { TableName: "third", Item: Key } },
      ],
    });
    const enclosing = { "dynamodb:EnclosingOperation": "TransactWriteItems" };
    expect(decisions).toMatchObject([
      { action: "dynamodb:DeleteItem", resource: `${TABLES}first`, context: enclosing },
      { action: "dynamodb:ConditionCheckItem", resource: `${TABLES}second`, context: enclosing },
      { action: "dynamodb:PutItem", resource: `${TABLES}third`, context: enclosing },
    ]);
  });

  it.each([
    [`SELECT * FROM "Music"."by-genre" WHERE Genre = 'Rock'`, "PartiQLSelect", "Music/index/by-genre"],
    [`insert into "Music" value {'a': 'x'}`, "PartiQLInsert", "Music"],
    [`UPDATE Music SET b = 1 WHERE a = 'x'`, "PartiQLUpdate", "Music"],
    [`DELETE FROM "Music" WHERE a = 'x'`, "PartiQLDelete", "Music"],
    [`SELECT "x from Allowed y" FROM "Secret"`, "PartiQLSelect", "Secret"],
    [`EXISTS(SELECT * FROM "Music" WHERE a = 'x')`, "PartiQLSelect", "Music"],
  ])("need what a statement does: %s", async (Statement, action, resource) => {
    expect(await asked(dynamodbAccess.ExecuteStatement, { Statement })).toMatchObject([
      { action: `dynamodb:${action}`, resource: TABLES + resource },
    ]);
  });

  it("see the keys and attributes of statements", async () => {
    await dynamo().call(CreateTable, simpleTable("Owned"));
    expect(await contextOf(`SELECT b FROM "Owned" WHERE a IN ['me', ?] AND c > 1`, [{ S: "you" }])).toMatchObject({
      context: {
        "dynamodb:LeadingKeys": ["me", "you"],
        "dynamodb:Attributes": ["b", "a", "c"],
        "dynamodb:FullTableScan": "false",
        "dynamodb:Select": "SPECIFIC_ATTRIBUTES",
      },
    });
    expect(await contextOf(`SELECT * FROM "Owned" WHERE c > 1`)).toMatchObject({
      context: { "dynamodb:FullTableScan": "true" },
    });
    expect(await contextOf(`UPDATE "Owned" SET d = 1 WHERE a = 'me'`)).toMatchObject({
      context: { "dynamodb:LeadingKeys": ["me"], "dynamodb:Attributes": ["a", "d"] },
    });
    expect(await contextOf(`INSERT INTO "Owned" VALUE {'a': 'me', 'e': 1}`)).toMatchObject({
      context: { "dynamodb:LeadingKeys": ["me"], "dynamodb:Attributes": ["a", "e"] },
    });
  });

  it("need leave to fill a restored table", async () => {
    const backup = `${TABLES}first/backup/01489602797149-73d8d5bc`;
    const decisions = await asked(dynamodbAccess.RestoreTableFromBackup, { BackupArn: backup, TargetTableName: "new" });
    expect(decisions[0]).toMatchObject({ action: "dynamodb:RestoreTableFromBackup", resource: backup });
    expect(decisions).toContainEqual(
      expect.objectContaining({ action: "dynamodb:BatchWriteItem", resource: `${TABLES}new` }),
    );
  });
});

it("a table's policy decides on its indexes, too", async () => {
  const { call } = dynamo();
  await call(CreateTable, simpleTable("guarded"));
  const Policy = JSON.stringify({ Statement: { Effect: "Deny", Principal: "*", Action: "*", Resource: "*" } });
  await call(PutResourcePolicy, { ResourceArn: `${TABLES}guarded`, Policy });
  const decisions = await asked(dynamodbAccess.Scan, { TableName: "guarded", IndexName: "some" });
  expect(decisions).toMatchObject([{ resource: `${TABLES}guarded/index/some`, policy: Policy }]);
});

it("a new table's tags need leave of their own", async () => {
  const tags = { Tags: [{ Key: "team", Value: "red" }] };
  const decisions = await asked(dynamodbAccess.CreateTable, { ...simpleTable("tagged"), ...tags });
  const context = { "aws:RequestTag/team": "red", "aws:TagKeys": ["team"] };
  expect(decisions).toEqual([
    { action: "dynamodb:CreateTable", resource: `${TABLES}tagged`, context },
    { action: "dynamodb:TagResource", resource: `${TABLES}tagged`, context },
  ]);
});
