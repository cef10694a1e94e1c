import {
  BatchGetItemCommand,
  CreateTableCommand,
  DeleteTableCommand,
  DynamoDBClient,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
  QueryCommand,
  type QueryCommandInput,
  ScanCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { ListStreamsCommand } from "@aws-sdk/client-dynamodb-streams";
import { CreateAccessKeyCommand, CreateUserCommand, IAMClient, PutUserPolicyCommand } from "@aws-sdk/client-iam";
import { uniqueName } from "@skylab/testkit";
import { describe, expect, it } from "vitest";
import { soon } from "../soon.ts";
import { ORDERS, refusal, useDynamo } from "./dynamodb.ts";

const dynamo = useDynamo();

type Statement = Readonly<Record<string, unknown>>;

const arnOf = (table: string): string => `arn:aws:dynamodb:us-east-1:000000000000:table/${table}`;

/** A user whose inline policy allows what these statements say. */
async function createUser(...statements: readonly Statement[]) {
  const { skylab } = dynamo;
  const iam = skylab().client(IAMClient);
  const UserName = uniqueName("user");
  const { User } = await iam.send(new CreateUserCommand({ UserName }));
  const complete = (statement: Statement): Statement => ({ Effect: "Allow", Resource: "*", ...statement });
  const Statement = statements.map(complete);
  const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement });
  await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: "inline", PolicyDocument }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  const as = { accessKeyId: AccessKey?.AccessKeyId ?? "", secretAccessKey: AccessKey?.SecretAccessKey ?? "" };
  const client = skylab().client(DynamoDBClient, as);
  // Replicas come to know of a new key one after the other.
  await soon(async () => {
    const answer: unknown = await client.send(new ListTablesCommand()).catch((error: unknown) => error);
    expect(answer).not.toHaveProperty("name", "UnrecognizedClientException");
  });
  const arn = User?.Arn ?? "";
  const refused = (operation: string, resource: string): string =>
    `400 AccessDeniedException: User: ${arn} is not authorized to perform: dynamodb:${operation} on resource: ${resource} because no identity-based policy allows the dynamodb:${operation} action`;
  return { client, streams: dynamo.streams(as), refused };
}

const key = (id: string) => ({ id: { S: id } });

describe("a user who may read one table", () => {
  it("does exactly that, and is refused the rest in AWS's words", async () => {
    const [table, other] = [await dynamo.createTable(), await dynamo.createTable()];
    const { client, streams, refused } = await createUser({
      Action: ["dynamodb:GetItem", "dynamodb:BatchGetItem"],
      Resource: arnOf(table),
    });
    await client.send(new GetItemCommand({ TableName: table, Key: key("a") }));
    await client.send(new GetItemCommand({ TableName: arnOf(table), Key: key("a") }));
    await client.send(new BatchGetItemCommand({ RequestItems: { [table]: { Keys: [key("a")] } } }));
    expect(await refusal(client.send(new PutItemCommand({ TableName: table, Item: key("a") })))).toBe(
      refused("PutItem", arnOf(table)),
    );
    expect(await refusal(client.send(new GetItemCommand({ TableName: other, Key: key("a") })))).toBe(
      refused("GetItem", arnOf(other)),
    );
    // What is not there is refused as what is, so that nobody learns of it.
    expect(await refusal(client.send(new GetItemCommand({ TableName: "missing", Key: key("a") })))).toBe(
      refused("GetItem", arnOf("missing")),
    );
    const both = { [table]: { Keys: [key("a")] }, [other]: { Keys: [key("a")] } };
    expect(await refusal(client.send(new BatchGetItemCommand({ RequestItems: both })))).toBe(
      refused("BatchGetItem", arnOf(other)),
    );
    expect(await refusal(client.send(new DeleteTableCommand({ TableName: table })))).toBe(
      refused("DeleteTable", arnOf(table)),
    );
    expect(await refusal(client.send(new ListTablesCommand()))).toMatch(
      /^400 AccessDeniedException: .* is not authorized to perform: dynamodb:ListTables on resource: /,
    );
    expect(await refusal(streams.send(new ListStreamsCommand({ TableName: table })))).toMatch(
      /^400 AccessDeniedException: .*dynamodb:ListStreams/,
    );
  });
});

describe("a user who may use an index only", () => {
  it("reads it, and not its table", async () => {
    const TableName = await dynamo.createTable(ORDERS);
    const { client, refused } = await createUser({
      Action: "dynamodb:Query",
      Resource: `${arnOf(TableName)}/index/by-status`,
    });
    const ofIndex = {
      TableName,
      IndexName: "by-status",
      KeyConditionExpression: "#status = :open",
      ExpressionAttributeNames: { "#status": "status" },
      ExpressionAttributeValues: { ":open": { S: "open" } },
    };
    expect((await client.send(new QueryCommand(ofIndex))).Count).toBe(0);
    const ofTable = {
      TableName,
      KeyConditionExpression: "customer = :ada",
      ExpressionAttributeValues: { ":ada": { S: "ada" } },
    };
    expect(await refusal(client.send(new QueryCommand(ofTable)))).toBe(refused("Query", arnOf(TableName)));
    expect(await refusal(client.send(new QueryCommand({ ...ofTable, IndexName: "by-total" })))).toBe(
      refused("Query", `${arnOf(TableName)}/index/by-total`),
    );
    expect(await refusal(client.send(new ScanCommand({ TableName, IndexName: "by-status" })))).toBe(
      refused("Scan", `${arnOf(TableName)}/index/by-status`),
    );
  });
});

describe("a user whose keys begin with their own name", () => {
  const own = {
    Action: ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:UpdateItem", "dynamodb:BatchGetItem"],
    Condition: { "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": ["ada"] } },
  };

  it("reads and writes these, and no others'", async () => {
    const TableName = await dynamo.createTable();
    const { client, refused } = await createUser(own);
    await client.send(new PutItemCommand({ TableName, Item: key("ada") }));
    await client.send(new GetItemCommand({ TableName, Key: key("ada") }));
    expect(await refusal(client.send(new PutItemCommand({ TableName, Item: key("bob") })))).toBe(
      refused("PutItem", arnOf(TableName)),
    );
    expect(await refusal(client.send(new GetItemCommand({ TableName, Key: key("bob") })))).toBe(
      refused("GetItem", arnOf(TableName)),
    );
    const both = { [TableName]: { Keys: [key("ada"), key("bob")] } };
    expect(await refusal(client.send(new BatchGetItemCommand({ RequestItems: both })))).toBe(
      refused("BatchGetItem", arnOf(TableName)),
    );
    const update = { Update: { TableName, Key: key("bob"), UpdateExpression: "REMOVE v" } };
    expect(await refusal(client.send(new TransactWriteItemsCommand({ TransactItems: [update] })))).toBe(
      refused("UpdateItem", arnOf(TableName)),
    );
  });

  it.each<[string, Partial<QueryCommandInput>]>([
    ["plainly", { KeyConditionExpression: "id = :id" }],
    ["by a name", { KeyConditionExpression: "#id = :id", ExpressionAttributeNames: { "#id": "id" } }],
    ["the other way round", { KeyConditionExpression: ":id = id" }],
    ["in brackets", { KeyConditionExpression: "(id = :id)" }],
    ["without a space", { KeyConditionExpression: "id=:id" }],
    [
      "in the older form",
      {
        KeyConditionExpression: undefined,
        ExpressionAttributeValues: undefined,
        KeyConditions: { id: { ComparisonOperator: "EQ", AttributeValueList: [{ S: "bob" }] } },
      },
    ],
  ])("queries no others' however it asks: %s", async (_how, request) => {
    const TableName = await dynamo.createTable();
    const { client, refused } = await createUser(own);
    const asking = { TableName, ExpressionAttributeValues: { ":id": { S: "bob" } }, ...request };
    expect(await refusal(client.send(new QueryCommand(asking)))).toBe(refused("Query", arnOf(TableName)));
    const answer = await client.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: "id = :id",
        ExpressionAttributeValues: { ":id": { S: "ada" } },
      }),
    );
    expect(answer.Count).toBe(0);
  });
});

describe("a user who may see some attributes", () => {
  it("sees and changes no others", async () => {
    const TableName = await dynamo.createTable();
    const { client, refused } = await createUser({
      Action: ["dynamodb:GetItem", "dynamodb:UpdateItem", "dynamodb:Scan"],
      Condition: {
        "ForAllValues:StringEquals": { "dynamodb:Attributes": ["id", "shown"] },
        StringEqualsIfExists: {
          "dynamodb:Select": "SPECIFIC_ATTRIBUTES",
          "dynamodb:ReturnValues": ["NONE", "UPDATED_NEW"],
        },
      },
    });
    const get = { TableName, Key: key("a") };
    await client.send(new GetItemCommand({ ...get, ProjectionExpression: "id, shown" }));
    for (const request of [get, { ...get, ProjectionExpression: "id, secret" }]) {
      expect(await refusal(client.send(new GetItemCommand(request)))).toBe(refused("GetItem", arnOf(TableName)));
    }
    const update = { ...get, ExpressionAttributeValues: { ":v": { S: "v" } } };
    await client.send(new UpdateItemCommand({ ...update, UpdateExpression: "SET shown = :v" }));
    for (const more of [
      { UpdateExpression: "SET secret = :v" },
      { UpdateExpression: "SET shown = :v", ReturnValues: "ALL_NEW" as const },
      { UpdateExpression: "SET shown = :v", ConditionExpression: "secret = :v" },
    ]) {
      expect(await refusal(client.send(new UpdateItemCommand({ ...update, ...more })))).toBe(
        refused("UpdateItem", arnOf(TableName)),
      );
    }
    expect(await refusal(client.send(new ScanCommand({ TableName })))).toBe(refused("Scan", arnOf(TableName)));
    await client.send(new ScanCommand({ TableName, ProjectionExpression: "shown" }));
  });
});

const createTable = (TableName: string): CreateTableCommand =>
  new CreateTableCommand({
    TableName,
    AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
    KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    BillingMode: "PAY_PER_REQUEST",
  });

describe("a user who may make tables of some names", () => {
  it("makes no others", async () => {
    const { client, refused } = await createUser({ Action: "dynamodb:CreateTable", Resource: arnOf("mine-*") });
    await client.send(createTable(uniqueName("mine")));
    const name = uniqueName("yours");
    expect(await refusal(client.send(createTable(name)))).toBe(refused("CreateTable", arnOf(name)));
  });
});
