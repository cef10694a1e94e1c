import { InvokeCommand, LambdaClient, PutFunctionEventInvokeConfigCommand } from "@aws-sdk/client-lambda";
import { DeleteMessageBatchCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { expect, it } from "vitest";
import { createFunction, createQueue, type TestQueue } from "../lambda/lambda.ts";
import { useMortalSkylab } from "../use-skylab.ts";

const mortal = useMortalSkylab();

const EVENTS = 200;

/** One in ten fails. */
const CODE = `export const handler = async ({ n }) => {
  if (n % 10 === 0) throw new Error(\`no \${n}\`);
  return n;
};`;

type Recorded = {
  readonly requestContext: { readonly condition: string; readonly requestId: string };
  readonly requestPayload: { readonly n: number };
};

it("each event for a function is told to one destination, though all is killed meanwhile", async () => {
  const client = mortal.skylab().client(LambdaClient);
  const sqs = mortal.skylab().client(SQSClient);
  const { name: FunctionName } = await createFunction(client, CODE);
  const [done, failed] = [await createQueue(sqs), await createQueue(sqs)];
  const DestinationConfig = { OnSuccess: { Destination: done.arn }, OnFailure: { Destination: failed.arn } };
  const config = { FunctionName, MaximumRetryAttempts: 0, DestinationConfig };
  await client.send(new PutFunctionEventInvokeConfigCommand(config));

  const accepted = new Set<number>();
  const send = async (n: number): Promise<void> => {
    const Payload = Buffer.from(JSON.stringify({ n }));
    const asked = new InvokeCommand({ FunctionName, InvocationType: "Event", Payload });
    await mortal.skylab().client(LambdaClient).send(asked);
    accepted.add(n);
  };
  // What is not answered may have been kept, and is not counted on.
  const sendAll = async (from: number, to: number): Promise<void> => {
    for (let n = from; n < to; n += 1) await send(n).catch(() => undefined);
  };
  await sendAll(0, EVENTS / 2);
  await mortal.killAndRestart();
  const sending = sendAll(EVENTS / 2, EVENTS);
  await expect.poll(() => accepted.size, { timeout: 60_000 }).toBeGreaterThan((EVENTS * 3) / 4);
  await mortal.killAndRestart();
  await sending;

  const records = new Map<number, Set<string>>();
  const collect = async ({ url }: TestQueue): Promise<void> => {
    for (const record of await takeAll(url)) {
      const { requestPayload } = JSON.parse(record) as Recorded; // as: what Lambda tells destinations.
      records.set(requestPayload.n, (records.get(requestPayload.n) ?? new Set()).add(record));
    }
  };
  await expect
    .poll(
      async () => {
        await Promise.all([collect(done), collect(failed)]);
        return [...accepted].filter((n) => !records.has(n));
      },
      { timeout: 120_000, interval: 500 },
    )
    .toEqual([]);
  // One that is told once more, for it was not known to have been, is the same to the letter.
  for (const [n, told] of records) {
    expect(told.size, String(n)).toBe(1);
    const [record = "{}"] = told;
    const { requestContext } = JSON.parse(record) as Recorded; // as: what Lambda tells destinations.
    expect(requestContext.condition).toBe(n % 10 === 0 ? "RetriesExhausted" : "Success");
  }
}, 240_000);

/** All that a queue has now. */
async function takeAll(QueueUrl: string): Promise<readonly string[]> {
  const sqs = mortal.skylab().client(SQSClient);
  const taken: string[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    if (Messages.length === 0) return taken;
    const Entries = Messages.map(({ ReceiptHandle }, at) => ({ Id: String(at), ReceiptHandle }));
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
    taken.push(...Messages.map(({ Body = "" }) => Body));
  }
}
