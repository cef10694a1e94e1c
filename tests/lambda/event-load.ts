import { setTimeout as sleep } from "node:timers/promises";
import { CreateTableCommand, DynamoDBClient, paginateScan } from "@aws-sdk/client-dynamodb";
import { InvokeCommand, LambdaClient, PutFunctionEventInvokeConfigCommand } from "@aws-sdk/client-lambda";
import { DeleteMessageBatchCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { type Skylab, uniqueName } from "@skylab/testkit";
import { onTestFinished, vi } from "vitest";
import { createFunction } from "./lambda.ts";
import { type Clients, createQueue, createRole, type TestQueue } from "./mapped.ts";
import { SIGNED_CALL } from "./signed-call.ts";

/** Events for one function, that are sent whatever becomes of the requests. */
export type EventLoad = {
  /** The function's. */
  readonly functionName: string;
  /** Resolves when so many were accepted. */
  readonly accepted: (count: number) => Promise<void>;
  /** Takes what destinations were told until so many events are over; retries are hastened by the clock. */
  readonly over: (count: number) => Promise<void>;
  /** What became of each that was accepted, as soon as all are over. */
  readonly finish: () => Promise<readonly Course[]>;
};

/** What became of an event. */
export type Course = {
  /** In so many runs its function is to fail, and then to succeed. */
  readonly failures: number;
  /** How often its function has begun with it. */
  readonly runs: number;
  /** What destinations were told of it, and how often. */
  readonly told: ReadonlyMap<string, number>;
};

/** What Lambda tells destinations. */
export type ToldRecord = {
  readonly requestContext: {
    readonly condition: string;
    readonly approximateInvokeCount: number;
    readonly requestId: string;
  };
  readonly responsePayload: unknown;
};

/** More often than any event is run here. */
const ALWAYS = 1_000;

/** One in ten fails: once, twice or always. */
const failuresOf = (number: number): number => (number % 10 === 0 ? ([1, 2, ALWAYS][(number / 10) % 3] ?? ALWAYS) : 0);

/** Counts runs where no kill of it is forgotten: no function is told which attempt it is. */
const CODE = `${SIGNED_CALL}
export const handler = async ({ failures }, { awsRequestId }) => {
  const { Attributes } = await call("dynamodb", "DynamoDB_20120810.UpdateItem", {
    TableName: process.env.RUNS,
    Key: { id: { S: awsRequestId } },
    UpdateExpression: "ADD runs :one",
    ExpressionAttributeValues: { ":one": { N: "1" } },
    ReturnValues: "UPDATED_NEW",
  });
  const run = Number(Attributes.runs.N);
  // So that kills come upon it.
  await new Promise((resolve) => setTimeout(resolve, 50));
  if (run <= failures) throw new Error("fails in run " + run);
  return run;
};`;

const SENDERS = 4;
/** A product that comes up again needs the machine more. */
const SENT_AGAIN_MS = 50;
const RECEIVERS = 4;
/** Ample for a product that was killed and comes up again. */
const PROGRESS = { timeout: 180_000, interval: 20 };
/** Longer than what is between two attempts, and than what another process waits for one that was killed. */
const RETRIED_WITHIN_MS = 121_000;
/** Takings that find nothing, a second each, until the clock is moved: in fifteen minutes of it events that are over are forgotten. */
const MOVED_EVERY = 5;
/** After so many times that nothing came although the clock was moved, what is missing is lost. */
const MOST_IN_VAIN = 60;

/** Makes a function that counts its runs, with queues for what becomes of its events, and sends it so many. */
export async function startEvents(
  { client, clock }: Pick<Skylab, "client" | "clock">,
  count: number,
): Promise<EventLoad> {
  const identity = { accessKeyId: "test", secretAccessKey: "test" };
  const clients: Clients = { client: (Class) => client(Class, identity) };
  // A product that was killed may have just come up.
  const taker = client(SQSClient, { ...identity, maxAttempts: 3 });
  const { FunctionName, queues, table } = await makeFunction(clients);
  const failures = new Map<string, number>();
  const told = new Map<string, Map<string, number>>();
  const ending = new AbortController();
  onTestFinished(() => ending.abort());
  const lambda = clients.client(LambdaClient);
  let number = 0;
  const send = async (): Promise<void> => {
    while (!ending.signal.aborted && failures.size < count) {
      const event = { failures: failuresOf(number++) };
      const Payload = Buffer.from(JSON.stringify(event));
      const asked = new InvokeCommand({ FunctionName, InvocationType: "Event", Payload });
      // What is not answered may have been kept, and is not counted on.
      const answer = await lambda.send(asked).catch(() => undefined);
      if (answer === undefined) await sleep(SENT_AGAIN_MS);
      else failures.set(answer.$metadata.requestId ?? "", event.failures);
    }
  };
  const sending = Array.from({ length: SENDERS }, send);
  const take = async (): Promise<number> => {
    const bodies = (await Promise.all(queues.map((queue) => takeAll(taker, queue)))).flat();
    for (const body of bodies) {
      const { requestContext } = JSON.parse(body) as ToldRecord; // as: what Lambda tells destinations.
      const { requestId } = requestContext;
      const before = told.get(requestId) ?? new Map<string, number>();
      told.set(requestId, before.set(body, (before.get(body) ?? 0) + 1));
    }
    return bodies.length;
  };
  let silences = 0;
  const over = async (isEnough: () => boolean): Promise<void> => {
    for (let inVain = 0; !isEnough() && inVain < MOST_IN_VAIN;) {
      const isNews = (await take()) > 0;
      inVain = isNews ? 0 : inVain + 1;
      if (isNews || isEnough()) continue;
      if (silences % MOVED_EVERY === 0) await clock.advance(RETRIED_WITHIN_MS);
      silences += 1;
    }
  };
  return {
    functionName: FunctionName,
    accepted: (goal) => vi.waitUntil(() => failures.size >= goal, PROGRESS).then(() => undefined),
    over: (goal) => over(() => told.size >= goal),
    finish: async () => {
      await Promise.all(sending);
      await over(() => [...failures.keys()].every((requestId) => told.has(requestId)));
      await take();
      const runs = await readRuns(clients, table);
      return Array.from(failures, ([requestId, planned]) => ({
        failures: planned,
        runs: runs.get(requestId) ?? 0,
        told: told.get(requestId) ?? new Map<string, number>(),
      }));
    },
  };
}

type Made = { readonly FunctionName: string; readonly queues: readonly TestQueue[]; readonly table: string };

async function makeFunction(clients: Clients): Promise<Made> {
  const table = uniqueName("runs");
  await clients.client(DynamoDBClient).send(
    new CreateTableCommand({
      TableName: table,
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
    }),
  );
  const lambda = clients.client(LambdaClient);
  const Role = await createRole(clients, ["sqs:SendMessage", "dynamodb:UpdateItem"]);
  const more = { Role, Environment: { Variables: { RUNS: table } } };
  const { name: FunctionName } = await createFunction(lambda, CODE, more);
  const [done, failed] = [await createQueue(clients), await createQueue(clients)];
  const DestinationConfig = { OnSuccess: { Destination: done.arn }, OnFailure: { Destination: failed.arn } };
  await lambda.send(new PutFunctionEventInvokeConfigCommand({ FunctionName, DestinationConfig }));
  return { FunctionName, queues: [done, failed], table };
}

/** All that a queue has now. */
async function takeAll(sqs: SQSClient, { url: QueueUrl }: TestQueue): Promise<readonly string[]> {
  const bodies: string[] = [];
  const takeSome = async (): Promise<void> => {
    const asked = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 });
    const { Messages = [] } = await sqs.send(asked);
    if (Messages.length === 0) return;
    bodies.push(...Messages.map(({ Body = "" }) => Body));
    const Entries = Messages.map(({ ReceiptHandle }, at) => ({ Id: String(at), ReceiptHandle }));
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
    await takeSome();
  };
  await Promise.all(Array.from({ length: RECEIVERS }, takeSome));
  return bodies;
}

async function readRuns({ client }: Clients, TableName: string): Promise<ReadonlyMap<string, number>> {
  const runs = new Map<string, number>();
  for await (const { Items = [] } of paginateScan(
    { client: client(DynamoDBClient) },
    { TableName, ConsistentRead: true },
  ))
    for (const { id, runs: count } of Items) runs.set(id?.S ?? "", Number(count?.N));
  return runs;
}
