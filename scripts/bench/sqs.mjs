import { createClient } from "./client.mjs";
import { measure, measureAlone, printRow } from "./report.mjs";
import { memoryOf } from "./servers.mjs";
import { BODY, fill, newQueue, stepsOf } from "./sqs-steps.mjs";

const WARM_UP = 3000;
const REQUESTS = 15_000;
const FEW_WAITING = 100;
const MANY_WAITING = 100_000;
const ALONE = 500;

export async function benchSqs({ bare, skylab }) {
  const bareClient = createClient({ port: bare.port, service: "sqs", target: "AmazonSQS" });
  const client = createClient({ port: skylab.port, service: "sqs", target: "AmazonSQS" });
  const queue = await newQueue(client, "bench");
  const base = await benchRequests({ bare, skylab, bareClient, client, queue });
  await benchDepth(client, skylab);
  printRow("bare node:http, once more", await measure(bare, REQUESTS, bareSend(bareClient)), base);
  bareClient.close();
  client.close();
}

const bareSend = (client) => () =>
  client.call("SendMessage", { QueueUrl: "http://127.0.0.1/queue", MessageBody: BODY });

async function benchRequests({ bare, skylab, bareClient, client, queue }) {
  const { send, sendBatch, roundTrip, roundTripBatch } = stepsOf(client, queue);
  await measure(bare, WARM_UP, bareSend(bareClient));
  const base = await measure(bare, REQUESTS, bareSend(bareClient));
  printRow("bare node:http", base);
  await measure(skylab, WARM_UP, roundTrip);
  printRow("SendMessage", await measure(skylab, REQUESTS, send), base);
  printRow("SendMessageBatch of 10", await measure(skylab, REQUESTS / 5, sendBatch), base);
  printRow("send, receive, delete (3 requests)", await measure(skylab, REQUESTS / 3, roundTrip), base);
  printRow("the same in tens (3 requests)", await measure(skylab, REQUESTS / 15, roundTripBatch), base);
  return base;
}

async function benchDepth(client, skylab) {
  const few = await newQueue(client, "few");
  const many = await newQueue(client, "many");
  await fill(client, few, { messages: FEW_WAITING + ALONE });
  console.log(`\nfilling ${MANY_WAITING} messages, a fifth at a time:`);
  for (let part = 0; part < 5; part += 1) {
    const start = performance.now();
    await fill(client, many, { messages: MANY_WAITING / 5 });
    console.log(`  ${((performance.now() - start) / 1000).toFixed(2)} s`);
  }
  const { resident, private: own } = memoryOf(skylab.pid);
  console.log(`memory with ${MANY_WAITING} waiting: ${resident.toFixed(0)} MB (${own.toFixed(0)} MB its own)\n`);
  const held = { [few]: [], [many]: [] };
  const receive = (queue) => async () => {
    const { Messages = [] } = await client.call("ReceiveMessage", { QueueUrl: queue });
    held[queue].push(...Messages);
  };
  const remove = (queue) => async () => {
    const { ReceiptHandle } = held[queue].pop();
    await client.call("DeleteMessage", { QueueUrl: queue, ReceiptHandle });
  };
  await compare("ReceiveMessage", receive(few), receive(many));
  await compare("DeleteMessage", remove(few), remove(many));
  console.log("");
}

async function compare(name, stepAtFew, stepAtMany) {
  const atFew = await measureAlone(ALONE, stepAtFew);
  const atMany = await measureAlone(ALONE, stepAtMany);
  console.log(
    `${name} alone: p50 ${atFew.p50.toFixed(3)} ms with ${FEW_WAITING} waiting, ${atMany.p50.toFixed(3)} ms with ${MANY_WAITING}:` +
      ` ${(atMany.p50 / atFew.p50).toFixed(2)}x`,
  );
}
