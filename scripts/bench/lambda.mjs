// Lambda: what an invocation costs beside a bare server, and a cold start beside that of Node itself.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { strToU8, zipSync } from "fflate";
import { createClient, createRestClient } from "./client.mjs";
import { newRole } from "./lambda-role.mjs";
import { measure, measureAlone, measureOn, printRow } from "./report.mjs";
import { batchOf, IN_A_BATCH, MESSAGE } from "./sns-steps.mjs";
import { newQueue } from "./sqs-steps.mjs";

const INVOCATIONS = 5000;
const COLD_STARTS = 15;
const FUNCTIONS = 100;
const BURST = 50;
const MESSAGES = 10_000;
const EVENT = { message: "x".repeat(256) };
const ECHO = "exports.handler = async (event) => event;";
/** Long enough that none of a burst finds an environment that another has left. */
const SLOW = "exports.handler = () => new Promise((done) => setTimeout(done, 2000, 'done'));";

export async function benchLambda({ bare, skylab }) {
  const lambda = createRestClient({ port: skylab.port, service: "lambda" });
  const role = await newRole(skylab);
  const clients = { lambda, role };
  await benchWarm({ bare, skylab }, clients);
  await benchCold(clients);
  await benchMany(clients);
  await benchBurst(clients);
  await benchMapping(skylab, clients);
  lambda.close();
}

async function benchWarm({ bare, skylab }, clients) {
  const bareClient = createClient({ port: bare.port, service: "sqs", target: "AmazonSQS" });
  const send = () => bareClient.call("SendMessage", { QueueUrl: "http://127.0.0.1/queue", MessageBody: MESSAGE });
  await measure(bare, INVOCATIONS / 5, send);
  const base = await measure(bare, INVOCATIONS, send);
  printRow("bare node:http", base);
  const invoke = await newFunction(clients, "warm", ECHO);
  await measure(skylab, INVOCATIONS / 5, invoke);
  printRow("Invoke, 16 callers", await measure(skylab, INVOCATIONS, invoke), base);
  printRow("Invoke, 1 caller", await measureOn(1, skylab, { count: INVOCATIONS / 5, step: invoke }), base);
  bareClient.close();
}

async function benchCold(clients) {
  const bare = await measureAlone(COLD_STARTS, startNode);
  const functions = [];
  for (let at = 0; at < COLD_STARTS; at += 1) functions.push(await newFunction(clients, `cold-${at}`, ECHO));
  const cold = await measureAlone(COLD_STARTS, () => functions.pop()());
  console.log(
    `cold start p50 ${cold.p50.toFixed(0)} ms, ${(cold.p50 / bare.p50).toFixed(2)}x node -e 0 (${bare.p50.toFixed(0)} ms)`,
  );
}

async function benchMany(clients) {
  const start = performance.now();
  await Promise.all(
    Array.from({ length: FUNCTIONS }, async (_, at) => {
      const invoke = await newFunction(clients, `many-${at}`, ECHO);
      await invoke();
    }),
  );
  console.log(`${FUNCTIONS} functions created and invoked: ${seconds(start).toFixed(1)} s`);
}

async function benchBurst(clients) {
  const invoke = await newFunction(clients, "burst", SLOW);
  const start = performance.now();
  await Promise.all(Array.from({ length: BURST }, () => invoke()));
  console.log(`burst of ${BURST} cold starts of a function of 2 s: all answered after ${seconds(start).toFixed(1)} s`);
}

/** From the mapping's start to the queue's end. */
async function benchMapping({ port }, clients) {
  const sqs = createClient({ port, service: "sqs", target: "AmazonSQS" });
  const QueueUrl = await newQueue(sqs, "mapped");
  const Entries = batchOf(IN_A_BATCH).map(({ Id, Message }) => ({ Id, MessageBody: Message }));
  for (let sent = 0; sent < MESSAGES; sent += IN_A_BATCH) await sqs.call("SendMessageBatch", { QueueUrl, Entries });
  const invoke = await newFunction(clients, "mapped", ECHO);
  await invoke();
  const start = performance.now();
  await clients.lambda.call("POST /2015-03-31/event-source-mappings", {
    FunctionName: nameOf("mapped"),
    EventSourceArn: `arn:aws:sqs:us-east-1:000000000000:mapped`,
    BatchSize: IN_A_BATCH,
  });
  while ((await leftIn(sqs, QueueUrl)) > 0) await sleep(20);
  console.log(`SQS mapping, batches of ${IN_A_BATCH}: ${(MESSAGES / seconds(start)).toFixed(0)} messages/s`);
  sqs.close();
}

async function leftIn(sqs, QueueUrl) {
  const AttributeNames = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"];
  const { Attributes } = await sqs.call("GetQueueAttributes", { QueueUrl, AttributeNames });
  return AttributeNames.reduce((sum, name) => sum + Number(Attributes[name]), 0);
}

const nameOf = (name) => `bench-${name}`;

/** Makes a function of Node.js, and answers with what invokes it. */
async function newFunction({ lambda, role }, name, source) {
  await lambda.call("POST /2015-03-31/functions", {
    FunctionName: nameOf(name),
    Runtime: "nodejs20.x",
    Handler: "index.handler",
    Role: role,
    Timeout: 30,
    Code: { ZipFile: Buffer.from(zipSync({ "index.js": strToU8(source) })).toString("base64") },
  });
  return () => lambda.call(`POST /2015-03-31/functions/${nameOf(name)}/invocations`, EVENT);
}

/** A process of Node that does nothing. */
const startNode = async () => {
  await once(spawn(process.execPath, ["-e", "0"], { stdio: "ignore" }), "exit");
};

const seconds = (since) => (performance.now() - since) / 1000;
