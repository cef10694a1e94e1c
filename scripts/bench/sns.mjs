// SNS: how fast what is published comes to the queues that are subscribed, beside what SQS alone takes from its clients.
import { setTimeout as sleep } from "node:timers/promises";
import { createClient } from "./client.mjs";
import { measure, printRow } from "./report.mjs";
import {
  attributesOf,
  batchOf,
  IN_A_BATCH,
  MESSAGE,
  newTopic,
  publishBatch,
  snsClient,
  subscribeQueues,
} from "./sns-steps.mjs";
import { newQueue } from "./sqs-steps.mjs";

const REQUESTS = 10_000;
const MESSAGES = 2000;
const CALLERS = 16;
const SUBSCRIBERS = [1, 10, 100];
const WITH_FILTERS = "with filters";
const PACED_SECONDS = 5;
const LOOK_AGAIN_MS = 20;

export async function benchSns({ bare, skylab }) {
  const sns = snsClient(skylab);
  const sqs = createClient({ port: skylab.port, service: "sqs", target: "AmazonSQS" });
  const clients = { sns, sqs };
  await benchPublish({ bare, skylab, sns });
  for (const subscribers of SUBSCRIBERS) {
    const messages = subscribers > 10 ? MESSAGES / 5 : MESSAGES;
    const alone = await sendAlone(clients, { subscribers, messages });
    console.log(`\n${subscribers} queues, ${messages} messages of 256 bytes to each`);
    console.log(`  SendMessageBatch to them alone${rate(alone)}`);
    for (const kind of ["enveloped", "raw", WITH_FILTERS]) {
      const { published, delivered } = await fanOut(clients, { subscribers, messages, kind });
      console.log(
        `  PublishBatch, ${kind.padEnd(16)}${rate(delivered)}   ${(delivered / alone).toFixed(2)}x of that` +
          `   published at ${published.toFixed(0)}/s`,
      );
      if (subscribers === 10 && kind === "enveloped") await benchLatency(clients, delivered / subscribers / 2);
    }
  }
  sns.close();
  sqs.close();
}

/** What a publish costs that nobody hears of, its way to the fan-out included. */
async function benchPublish({ bare, skylab, sns }) {
  const bareClient = createClient({ port: bare.port, service: "sqs", target: "AmazonSQS" });
  const send = () => bareClient.call("SendMessage", { QueueUrl: "http://127.0.0.1/queue", MessageBody: MESSAGE });
  const TopicArn = await newTopic(sns, "publish");
  const publish = () => sns.call("Publish", { TopicArn, Message: MESSAGE });
  await measure(bare, REQUESTS / 5, send);
  const base = await measure(bare, REQUESTS, send);
  printRow("bare node:http", base);
  await measure(skylab, REQUESTS / 5, publish);
  printRow("Publish, nobody subscribed", await measure(skylab, REQUESTS, publish), base);
  const batch = await measure(skylab, REQUESTS / 5, () => sns.call("PublishBatch", publishBatch(TopicArn)));
  printRow("PublishBatch of 10, nobody subscribed", batch, base);
  bareClient.close();
}

const rate = (perSecond) => `${perSecond.toFixed(0).padStart(8)} deliveries/s`;

/** Messages a second that the queues take from clients, in tens. */
async function sendAlone({ sqs }, { subscribers, messages }) {
  const queues = await Promise.all(
    Array.from({ length: subscribers }, (_, at) => newQueue(sqs, `alone-${subscribers}-${at}`)),
  );
  const Entries = batchOf(IN_A_BATCH).map(({ Id, Message }) => ({ Id, MessageBody: Message }));
  const start = performance.now();
  await inTurns((subscribers * messages) / IN_A_BATCH, (turn) =>
    sqs.call("SendMessageBatch", { QueueUrl: queues[turn % subscribers], Entries }),
  );
  return (subscribers * messages) / seconds(start);
}

/** How many a second were published, and how many a second had come to all queues when the last one came. */
async function fanOut(clients, { subscribers, messages, kind }) {
  const topic = await newTopic(clients.sns, `fan-out-${subscribers}-${kind.replaceAll(" ", "-")}`);
  const queues = await subscribeQueues(clients, topic, { count: subscribers, attributes: attributesOf(kind) });
  const start = performance.now();
  const arrived = allIn(clients.sqs, queues, messages);
  await inTurns(messages / IN_A_BATCH, () => clients.sns.call("PublishBatch", publishBatch(topic)));
  const published = messages / seconds(start);
  await arrived;
  return { published, delivered: (subscribers * messages) / seconds(start) };
}

/** Waits until every queue holds so many. */
async function allIn(sqs, queues, messages) {
  for (const QueueUrl of queues) {
    for (;;) {
      const { Attributes } = await sqs.call("GetQueueAttributes", {
        QueueUrl,
        AttributeNames: ["ApproximateNumberOfMessages"],
      });
      if (Number(Attributes.ApproximateNumberOfMessages) >= messages) break;
      await sleep(LOOK_AGAIN_MS);
    }
  }
}

/** From a publish to its receive, at so many publishes a second. */
async function benchLatency(clients, perSecond) {
  const topic = await newTopic(clients.sns, "latency");
  const [QueueUrl] = await subscribeQueues(clients, topic, { count: 10, attributes: attributesOf("raw") });
  const count = Math.floor(perSecond * PACED_SECONDS);
  const latencies = [];
  const receive = async () => {
    while (latencies.length < count) {
      const { Messages = [] } = await clients.sqs.call("ReceiveMessage", {
        QueueUrl,
        MaxNumberOfMessages: 10,
        WaitTimeSeconds: 1,
      });
      for (const { Body } of Messages) latencies.push(performance.now() - Number(Body));
      const Entries = Messages.map(({ ReceiptHandle }, at) => ({ Id: `m${at}`, ReceiptHandle }));
      if (Entries.length > 0) await clients.sqs.call("DeleteMessageBatch", { QueueUrl, Entries });
    }
  };
  const receiving = Promise.all([receive(), receive(), receive(), receive()]);
  await publishPaced(clients.sns, topic, { perSecond, count });
  await receiving;
  const sorted = latencies.toSorted((a, b) => a - b);
  const at = (share) => sorted[Math.floor(sorted.length * share)].toFixed(1);
  console.log(
    `  publish to receive at ${perSecond.toFixed(0)} publishes/s to 10 queues: p50 ${at(0.5)} ms  p99 ${at(0.99)} ms`,
  );
}

async function publishPaced(sns, TopicArn, { perSecond, count }) {
  const start = performance.now();
  const publishing = [];
  for (let sent = 0; sent < count; sent += 1) {
    const early = (sent / perSecond) * 1000 - (performance.now() - start);
    if (early > 1) await sleep(early);
    publishing.push(sns.call("Publish", { TopicArn, Message: String(performance.now()) }));
  }
  await Promise.all(publishing);
}

/** Does something so many times, so many at a time. */
async function inTurns(count, act) {
  let begun = 0;
  const caller = async () => {
    while (begun < count) {
      begun += 1;
      await act(begun);
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, caller));
}

const seconds = (start) => (performance.now() - start) / 1000;
