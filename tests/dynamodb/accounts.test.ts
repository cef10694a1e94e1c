import { DescribeTableCommand, GetItemCommand, ListTablesCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { ListStreamsCommand } from "@aws-sdk/client-dynamodb-streams";
import { type ClientIdentity, uniqueAccount } from "@skylab/testkit";
import { expect, it } from "vitest";
import { refusal, useDynamo } from "./dynamodb.ts";

const dynamo = useDynamo();

it.each<[string, () => readonly [ClientIdentity, ClientIdentity]]>([
  ["accounts", () => [{ account: uniqueAccount() }, { account: uniqueAccount() }]],
  [
    "regions",
    () => {
      const account = uniqueAccount();
      return [
        { account, region: "us-east-1" },
        { account, region: "eu-central-1" },
      ];
    },
  ],
])("two %s have tables, items and streams of one name without seeing each other's", async (_name, makeBoth) => {
  const [one, other] = makeBoth();
  const Key = { id: { S: "k" } };
  const TableName = await dynamo.createTable(
    { StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_IMAGE" } },
    dynamo.client(one),
  );
  await dynamo.client(one).send(new PutItemCommand({ TableName, Item: { ...Key, of: { S: "one" } } }));
  expect((await dynamo.client(other).send(new ListTablesCommand())).TableNames).toEqual([]);
  expect((await dynamo.streams(other).send(new ListStreamsCommand())).Streams).toEqual([]);
  expect(await refusal(dynamo.client(other).send(new GetItemCommand({ TableName, Key })))).toBe(
    "400 ResourceNotFoundException: Requested resource not found",
  );
  await dynamo.createTable({ TableName }, dynamo.client(other));
  await dynamo.client(other).send(new PutItemCommand({ TableName, Item: { ...Key, of: { S: "other" } } }));
  for (const [identity, of] of [
    [one, "one"],
    [other, "other"],
  ] as const) {
    const client = dynamo.client(identity);
    expect((await client.send(new GetItemCommand({ TableName, Key }))).Item).toEqual({ ...Key, of: { S: of } });
    const { Table } = await client.send(new DescribeTableCommand({ TableName }));
    const { account, region = "us-east-1" } = identity;
    expect(Table?.TableArn).toBe(`arn:aws:dynamodb:${region}:${account}:table/${TableName}`);
    expect((await client.send(new ListTablesCommand())).TableNames).toEqual([TableName]);
  }
});
