import { expect, it } from "vitest";
import { CreateEventSourceMapping } from "../operations/CreateEventSourceMapping.ts";
import type { LambdaStore } from "../store/store.ts";
import { until, useSources } from "../testing/use-sources.ts";

const sources = useSources({ runs: false });

let accounts = 230_000_000_000;

type Told = { readonly DDBStreamBatchInfo: { readonly batchSize: number } };

/** A mapped table whose only record fails for good, and the queue where that is told. */
async function makeFailing(): Promise<{ readonly told: () => Promise<readonly Told[]> }> {
  const { ask, call, makeFunction } = sources();
  const account = String((accounts += 1));
  await ask(account, "CreateQueue", { QueueName: "given-up" });
  const { TableDescription } = await ask(account, "CreateTable", {
    TableName: "items",
    BillingMode: "PAY_PER_REQUEST",
    KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
    StreamSpecification: { StreamEnabled: true, StreamViewType: "KEYS_ONLY" },
  });
  const { LatestStreamArn: EventSourceArn } = TableDescription as { readonly LatestStreamArn: string }; // as: so its model has it.
  await makeFunction(account, "work", () => {
    throw new Error("bad");
  });
  const Destination = `arn:aws:sqs:us-east-1:${account}:given-up`;
  const input = {
    EventSourceArn,
    FunctionName: "work",
    StartingPosition: "TRIM_HORIZON",
    MaximumRetryAttempts: 0,
  } as const;
  await call(CreateEventSourceMapping, { ...input, DestinationConfig: { OnFailure: { Destination } } }, { account });
  await ask(account, "PutItem", { TableName: "items", Item: { id: { S: "1" } } });
  return {
    told: async () => {
      const QueueUrl = `http://localhost/${account}/given-up`;
      const { Messages = [] } = await ask(account, "ReceiveMessage", { QueueUrl });
      return (Messages as readonly { readonly Body: string }[]).map(({ Body }) => JSON.parse(Body) as Told); // as: so their forms are.
    },
  };
}

/** Calls of services, among which queues take no messages until they are said to be back. */
function unreachableQueues(): {
  readonly queues: { tried: number; isBack: boolean };
  readonly call: LambdaStore["call"];
} {
  const queues = { tried: 0, isBack: false };
  const call: LambdaStore["call"] = async (asked) => {
    if (asked.operation !== "SendMessage" || queues.isBack) return await sources().store.call(asked);
    queues.tried += 1;
    throw new Error("No replica of sqs can be reached.");
  };
  return { queues, call };
}

const aMessage = async (told: () => Promise<readonly Told[]>): Promise<Told> =>
  await until(async () => (await told())[0]);

it("a destination that cannot be reached is told as soon as it can", async () => {
  const { call, queues } = unreachableQueues();
  const { told } = await makeFailing();
  const { stop } = sources().supervise({ call });
  await until(() => queues.tried > 5 || undefined);
  queues.isBack = true;
  expect(await aMessage(told)).toMatchObject({ DDBStreamBatchInfo: { batchSize: 1 } });
  await stop();
});

it("what a destination was not told when its mapping ended, who goes on tells it", async () => {
  const { call, queues } = unreachableQueues();
  const { told } = await makeFailing();
  const { stop } = sources().supervise({ call });
  await until(() => queues.tried > 0 || undefined);
  await stop();
  const next = sources().supervise();
  expect(await aMessage(told)).toMatchObject({ DDBStreamBatchInfo: { batchSize: 1 } });
  await next.stop();
});
