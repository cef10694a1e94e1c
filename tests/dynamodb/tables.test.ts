import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  ListTablesCommand,
  paginateListTables,
  PutItemCommand,
  QueryCommand,
  type TableDescription,
  UpdateTableCommand,
  waitUntilTableExists,
  waitUntilTableNotExists,
} from "@aws-sdk/client-dynamodb";
import { uniqueAccount, uniqueName } from "@skylab/testkit";
import { describe, expect, it } from "vitest";
import { soon } from "../soon.ts";
import { ORDERS, refusal, useDynamo } from "./dynamodb.ts";

const dynamo = useDynamo();

const describeTable = async (TableName: string): Promise<TableDescription | undefined> =>
  (await dynamo.client().send(new DescribeTableCommand({ TableName }))).Table;

describe("a table", () => {
  it("is made, waited for, described, and deleted", async () => {
    const client = dynamo.client();
    const TableName = uniqueName("table");
    const { TableDescription: made } = await client.send(
      new CreateTableCommand({ TableName, BillingMode: "PAY_PER_REQUEST", ...ORDERS }),
    );
    expect(made).toMatchObject({ TableName, TableStatus: "CREATING", ItemCount: 0 });
    await waitUntilTableExists({ client, maxWaitTime: 60, minDelay: 1 }, { TableName });
    const table = await describeTable(TableName);
    expect(table).toMatchObject({
      TableStatus: "ACTIVE",
      TableArn: `arn:aws:dynamodb:us-east-1:000000000000:table/${TableName}`,
      KeySchema: ORDERS.KeySchema,
      BillingModeSummary: { BillingMode: "PAY_PER_REQUEST" },
      GlobalSecondaryIndexes: [
        {
          IndexName: "by-status",
          IndexStatus: "ACTIVE",
          IndexArn: `arn:aws:dynamodb:us-east-1:000000000000:table/${TableName}/index/by-status`,
          Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: ["total"] },
        },
      ],
      LocalSecondaryIndexes: [{ IndexName: "by-total", Projection: { ProjectionType: "ALL" } }],
      DeletionProtectionEnabled: false,
    });
    expect(table?.TableId).toMatch(/^[0-9a-f-]{36}$/);
    expect(await describeTable(table?.TableArn ?? "")).toEqual(table);
    const { TableDescription: deleted } = await client.send(new DeleteTableCommand({ TableName }));
    expect(deleted).toMatchObject({ TableName, TableStatus: "DELETING" });
    await waitUntilTableNotExists({ client, maxWaitTime: 60, minDelay: 1 }, { TableName });
    expect(await refusal(describeTable(TableName))).toBe(
      `400 ResourceNotFoundException: Requested resource not found: Table: ${TableName} not found`,
    );
  });

  it("of a name that is taken is refused", async () => {
    const TableName = await dynamo.createTable();
    expect(await refusal(dynamo.createTable({ TableName }))).toBe(
      `400 ResourceInUseException: Table already exists: ${TableName}`,
    );
  });

  it("that bears a deleted one's name begins empty", async () => {
    const client = dynamo.client();
    const TableName = await dynamo.createTable();
    await client.send(new PutItemCommand({ TableName, Item: { id: { S: "before" } } }));
    const before = await describeTable(TableName);
    await client.send(new DeleteTableCommand({ TableName }));
    await dynamo.createTable({ TableName });
    expect((await describeTable(TableName))?.TableId).not.toBe(before?.TableId);
    const { Count } = await client.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: "id = :id",
        ExpressionAttributeValues: { ":id": { S: "before" } },
      }),
    );
    expect(Count).toBe(0);
  });

  it("that is protected is deleted only when it no longer is", async () => {
    const client = dynamo.client();
    const TableName = await dynamo.createTable({ DeletionProtectionEnabled: true });
    expect(await refusal(client.send(new DeleteTableCommand({ TableName })))).toMatch(
      /^400 ValidationException: Resource cannot be deleted as it is currently protected against deletion/,
    );
    await client.send(new UpdateTableCommand({ TableName, DeletionProtectionEnabled: false }));
    await client.send(new DeleteTableCommand({ TableName }));
  });

  it("counts its items and their bytes", async () => {
    const TableName = await dynamo.createTable();
    for (const id of ["a", "b"]) {
      await dynamo.client().send(new PutItemCommand({ TableName, Item: { id: { S: id }, text: { S: "four" } } }));
    }
    // Each has its names and values: id, a, text, four.
    await soon(async () => expect(await describeTable(TableName)).toMatchObject({ ItemCount: 2, TableSizeBytes: 22 }));
  });
});

describe("an index that a table gets later", () => {
  it("holds what was there before, and what comes while and after it is made", async () => {
    const client = dynamo.client();
    const { GlobalSecondaryIndexes: _, AttributeDefinitions, ...others } = ORDERS;
    const definitions = AttributeDefinitions.filter(({ AttributeName }) => AttributeName !== "status");
    const TableName = await dynamo.createTable({ ...others, AttributeDefinitions: definitions });
    const put = (number: number): Promise<unknown> =>
      client.send(
        new PutItemCommand({
          TableName,
          Item: { customer: { S: "ada" }, number: { N: String(number) }, status: { S: "open" }, total: { N: "1" } },
        }),
      );
    await Promise.all(Array.from({ length: 50 }, (_item, number) => put(number)));
    const [Create] = ORDERS.GlobalSecondaryIndexes;
    const updating = client.send(
      new UpdateTableCommand({ TableName, AttributeDefinitions, GlobalSecondaryIndexUpdates: [{ Create }] }),
    );
    const [{ TableDescription }] = await Promise.all([updating, put(50), put(51)]);
    expect(TableDescription?.TableStatus).toBe("UPDATING");
    await soon(async () => {
      expect((await describeTable(TableName))?.GlobalSecondaryIndexes?.[0]?.IndexStatus).toBe("ACTIVE");
    });
    await put(52);
    const query = new QueryCommand({
      TableName,
      IndexName: "by-status",
      KeyConditionExpression: "#status = :open",
      ExpressionAttributeNames: { "#status": "status" },
      ExpressionAttributeValues: { ":open": { S: "open" } },
    });
    // A replica that has used the table before hears of its index within a second.
    await soon(async () => {
      const { Items = [] } = await client.send(query);
      const numbers = Items.map(({ number }) => Number(number?.N));
      expect(numbers).toEqual(Array.from({ length: 53 }, (_item, number) => number));
    });
    const Delete = { IndexName: "by-status" };
    await client.send(new UpdateTableCommand({ TableName, GlobalSecondaryIndexUpdates: [{ Delete }] }));
    await soon(async () => expect((await describeTable(TableName))?.GlobalSecondaryIndexes).toBeUndefined());
    await soon(async () =>
      expect(await refusal(client.send(query))).toBe(
        "400 ValidationException: The table does not have the specified index: by-status",
      ),
    );
  });
});

describe("the list of tables", () => {
  it("has pages, in the order of names", async () => {
    const client = dynamo.client({ account: uniqueAccount() });
    const names = ["a", "B", "c", "d", "e"].map((letter) => uniqueName(`table-${letter}`));
    for (const TableName of names) await dynamo.createTable({ TableName }, client);
    const first = await client.send(new ListTablesCommand({ Limit: 2 }));
    expect(first.TableNames).toHaveLength(2);
    expect(first.LastEvaluatedTableName).toBe(first.TableNames?.[1]);
    const listed: string[] = [];
    for await (const { TableNames = [] } of paginateListTables({ client, pageSize: 2 }, {})) listed.push(...TableNames);
    expect(listed).toEqual(names.toSorted());
  });
});

describe("refusals of new tables", () => {
  it.each([
    [
      { KeySchema: [] },
      "1 validation error detected: Value '[]' at 'keySchema' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ],
    [
      { AttributeDefinitions: [{ AttributeName: "other", AttributeType: "S" as const }] },
      "One or more parameter values were invalid: Some index key attributes are not defined in AttributeDefinitions. Keys: [id], AttributeDefinitions: [other]",
    ],
    [
      { BillingMode: "PROVISIONED" as const },
      "One or more parameter values were invalid: ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED",
    ],
    [
      { ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 } },
      "One or more parameter values were invalid: Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST",
    ],
  ])("%j is refused in AWS's words", async (request, message) => {
    expect(await refusal(dynamo.createTable(request))).toBe(`400 ValidationException: ${message}`);
  });
});
