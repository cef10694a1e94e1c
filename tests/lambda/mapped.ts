import { CreateTableCommand, DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { AttachRolePolicyCommand, CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import {
  CreateEventSourceMappingCommand,
  type CreateEventSourceMappingCommandInput,
  CreateFunctionCommand,
  GetEventSourceMappingCommand,
  LambdaClient,
  waitUntilFunctionActiveV2,
} from "@aws-sdk/client-lambda";
import { CreateQueueCommand, DeleteMessageBatchCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { type ClientClass, uniqueName } from "@skylab/testkit";
import { strToU8, zipSync } from "fflate";
import { soon } from "../soon.ts";
import { SIGNED_CALL } from "./signed-call.ts";

export type Clients = { readonly client: <Client>(Class: ClientClass<Client>) => Client };

export type TestQueue = { readonly url: string; readonly arn: string };

export async function createQueue({ client }: Clients, Attributes: Record<string, string> = {}): Promise<TestQueue> {
  const sqs = client(SQSClient);
  const QueueName = uniqueName("queue") + (Attributes["FifoQueue"] === undefined ? "" : ".fifo");
  const { QueueUrl: url = "" } = await sqs.send(new CreateQueueCommand({ QueueName, Attributes }));
  const [, account] = new URL(url).pathname.split("/");
  return { url, arn: `arn:aws:sqs:${await sqs.config.region()}:${account}:${QueueName}` };
}

export type TestTable = {
  readonly name: string;
  readonly streamArn: string;
  readonly put: (id: string, round: number) => Promise<void>;
};

/** A table with a stream. */
export async function createTable({ client }: Clients): Promise<TestTable> {
  const dynamodb = client(DynamoDBClient);
  const TableName = uniqueName("table");
  const { TableDescription } = await dynamodb.send(
    new CreateTableCommand({
      TableName,
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_IMAGE" },
    }),
  );
  return {
    name: TableName,
    streamArn: TableDescription?.LatestStreamArn ?? "",
    put: async (id, round) => {
      const Item = { id: { S: id }, round: { N: String(round) } };
      await dynamodb.send(new PutItemCommand({ TableName, Item }));
    },
  };
}

const TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
});

/** What functions need that read queues and streams, and tell a queue of it. */
const ACTIONS = [
  "sqs:*",
  "s3:PutObject",
  "dynamodb:GetRecords",
  "dynamodb:GetShardIterator",
  "dynamodb:DescribeStream",
  "dynamodb:ListStreams",
];

/** A role that functions may take, with so many permissions. */
export async function createRole({ client }: Clients, actions = ACTIONS): Promise<string> {
  const iam = client(IAMClient);
  const RoleName = uniqueName("role");
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: TRUST }));
  const logs = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole";
  await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: logs }));
  if (actions.length > 0) {
    const Statement = [{ Effect: "Allow", Action: actions, Resource: "*" }];
    const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement });
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "inline", PolicyDocument }));
  }
  return Role?.Arn ?? "";
}

/** Code that tells a queue of what belongs together, in a message. */
const TELL = `${SIGNED_CALL}
const tell = (value) =>
  call("sqs", "AmazonSQS.SendMessage", { QueueUrl: process.env.TOLD, MessageBody: JSON.stringify(value) });
`;

export type TestFunction = {
  readonly code: string;
  readonly told?: TestQueue;
  readonly role?: string;
  readonly timeout?: number;
};

/** A function whose code may tell a queue: `await tell(value)`. */
export async function createFunction(
  clients: Clients,
  { code, role, timeout = 10, told }: TestFunction,
): Promise<string> {
  const lambda = clients.client(LambdaClient);
  const FunctionName = uniqueName("function");
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName,
      Runtime: "nodejs20.x",
      Handler: "index.handler",
      Role: role ?? (await createRole(clients)),
      Timeout: timeout,
      Code: { ZipFile: zipSync({ "index.js": strToU8(TELL + code) }) },
      ...(told && { Environment: { Variables: { TOLD: told.url } } }),
    }),
  );
  await waitUntilFunctionActiveV2({ client: lambda, maxWaitTime: 60 }, { FunctionName });
  return FunctionName;
}

/** Maps an event source to a function, and waits until it is read. */
export async function map(clients: Clients, input: CreateEventSourceMappingCommandInput): Promise<string> {
  const lambda = clients.client(LambdaClient);
  const { UUID = "" } = await lambda.send(new CreateEventSourceMappingCommand(input));
  await soon(async () => {
    const { State } = await lambda.send(new GetEventSourceMappingCommand({ UUID }));
    if (State !== "Enabled") throw new Error(`The mapping is ${State}.`);
  });
  return UUID;
}

/** Receives what was told to a queue until `isEnough`; what has come in a row of so many receives in vain is all. */
export async function takeTold<Value>(
  { client }: Clients,
  { url: QueueUrl }: TestQueue,
  isEnough: (values: readonly Value[]) => boolean,
): Promise<readonly Value[]> {
  const sqs = client(SQSClient);
  const values: Value[] = [];
  for (let inVain = 0; !isEnough(values) && inVain < RECEIVES_IN_VAIN;) {
    const receive = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 });
    const { Messages = [] } = await sqs.send(receive);
    inVain = Messages.length === 0 ? inVain + 1 : 0;
    for (const { Body = "" } of Messages) values.push(JSON.parse(Body));
    const Entries = Messages.map(({ ReceiptHandle }, at) => ({ Id: String(at), ReceiptHandle }));
    if (Entries.length > 0) await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
  }
  return values;
}

const RECEIVES_IN_VAIN = 90;
