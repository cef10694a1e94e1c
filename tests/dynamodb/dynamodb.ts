import { CreateTableCommand, type CreateTableCommandInput, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { type ClientIdentity, type Skylab, uniqueName } from "@skylab/testkit";
import { useSkylab } from "../use-skylab.ts";

/** Skylab for the tests of one file. */
export type Dynamo = {
  readonly skylab: () => Skylab;
  readonly client: (as?: ClientIdentity) => DynamoDBClient;
  /** The client that takes and gives plain values. */
  readonly documents: (as?: ClientIdentity) => DynamoDBDocumentClient;
  readonly streams: (as?: ClientIdentity) => DynamoDBStreamsClient;
  /** Makes a table of a new name, on demand, whose only key is the text `id` where the request does not say otherwise. */
  readonly createTable: (request?: Partial<CreateTableCommandInput>, client?: DynamoDBClient) => Promise<string>;
};

/** Starts Skylab before the tests of a file and stops it behind them; or takes the one at SKYLAB_TEST_ENDPOINT. */
export function useDynamo(): Dynamo {
  const skylab = useSkylab();
  const client = (as?: ClientIdentity): DynamoDBClient => skylab().client(DynamoDBClient, as);
  return {
    skylab,
    client,
    documents: (as) => DynamoDBDocumentClient.from(client(as)),
    streams: (as) => skylab().client(DynamoDBStreamsClient, as),
    createTable: (request, own = client()) => createTable(own, request),
  };
}

/** Makes a table as `Dynamo.createTable` does, by a client of any Skylab. */
export async function createTable(
  client: DynamoDBClient,
  request: Partial<CreateTableCommandInput> = {},
): Promise<string> {
  const TableName = uniqueName("table");
  await client.send(
    new CreateTableCommand({
      TableName,
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      BillingMode: "PAY_PER_REQUEST",
      ...request,
    }),
  );
  return TableName;
}

/** A table of orders: their customer and number, in indexes by status (with the total) and by total. */
export const ORDERS = {
  AttributeDefinitions: [
    { AttributeName: "customer", AttributeType: "S" },
    { AttributeName: "number", AttributeType: "N" },
    { AttributeName: "status", AttributeType: "S" },
    { AttributeName: "total", AttributeType: "N" },
  ],
  KeySchema: [
    { AttributeName: "customer", KeyType: "HASH" },
    { AttributeName: "number", KeyType: "RANGE" },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: "by-status",
      KeySchema: [
        { AttributeName: "status", KeyType: "HASH" },
        { AttributeName: "number", KeyType: "RANGE" },
      ],
      Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: ["total"] },
    },
  ],
  LocalSecondaryIndexes: [
    {
      IndexName: "by-total",
      KeySchema: [
        { AttributeName: "customer", KeyType: "HASH" },
        { AttributeName: "total", KeyType: "RANGE" },
      ],
      Projection: { ProjectionType: "ALL" },
    },
  ],
} satisfies Partial<CreateTableCommandInput>;

/** Why a request was refused: `400 ValidationException: …`. */
export async function refusal(request: Promise<unknown>): Promise<string> {
  const error: unknown = await request.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error)) throw new Error("The request was not refused.");
  const { $metadata: { httpStatusCode: status } = {} } = error as { $metadata?: { httpStatusCode?: number } }; // as: so the SDK's are.
  return `${status} ${error.name}: ${error.message}`;
}
