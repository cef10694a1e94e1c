// SQS in the distributed mode, against the engines at REDIS_URL and RABBITMQ_URL: replicas and gateway as processes of this machine.
import { randomUUID } from "node:crypto";
import { createClient } from "./client.mjs";
import { measure, measureAlone } from "./report.mjs";
import { redisCpu, redisMemory } from "./redis.mjs";
import { memoryOf, startGateway, startReplica } from "./servers.mjs";
import { fill, newQueue, stepsOf } from "./sqs-steps.mjs";

const REPLICAS = [1, 2];
const WARM_UP = 500;
const ROUND_TRIPS = 5000;
const ROUND_TRIPS_IN_TENS = 1500;
const BACKLOGS = [100, 10_000, 1_000_000];
/** Requests of one caller, which take so many messages from a backlog. */
const ALONE = 100;
const KILOBYTE = "x".repeat(1024);
const MESSAGES_IN_BATCH = 10;

export async function benchSqsDistributed() {
  const replicas = [];
  try {
    for (const count of REPLICAS) {
      while (replicas.length < count) replicas.push(await startReplica("sqs"));
      await benchRoundTrips(replicas);
    }
    await benchBacklogs(replicas[0]);
  } finally {
    await Promise.all(replicas.map((replica) => replica.stop()));
  }
}

/** Round trips past the gateway, on the replicas in turn, and through it. */
async function benchRoundTrips(replicas) {
  const gateway = await startGateway("sqs", replicas);
  console.log(`\n${replicas.length === 1 ? "one replica" : `${replicas.length} replicas`}`);
  try {
    for (const [name, through] of [
      ["past the gateway", replicas],
      ["through the gateway", [gateway]],
    ]) {
      const clients = through.map(sqsClient);
      await withQueue(clients[0], async (queue) => {
        const steps = clients.map((client) => stepsOf(client, queue));
        const servers = [...new Set([...replicas, ...through])];
        const measured = { cpu: () => servers.reduce((sum, server) => sum + server.cpu(), 0) };
        const inTurn = (step) => {
          let turn = 0;
          return () => steps[(turn += 1) % steps.length][step]();
        };
        await measure(measured, WARM_UP, inTurn("roundTrip"));
        await printMessages(name, measured, { count: ROUND_TRIPS, step: inTurn("roundTrip"), messages: 1 });
        await printMessages(`${name}, in tens`, measured, {
          count: ROUND_TRIPS_IN_TENS,
          step: inTurn("roundTripBatch"),
          messages: MESSAGES_IN_BATCH,
        });
      });
      for (const client of clients) client.close();
    }
  } finally {
    await gateway.stop();
  }
}

/** One row: messages a second sent, received and deleted, and what a message costs in CPU of ours and of Redis. */
async function printMessages(name, servers, { count, step, messages }) {
  const redisBefore = await redisCpu();
  const { perSecond, cpuUs, p50, p99 } = await measure(servers, count, step);
  const redisUs = ((await redisCpu()) - redisBefore) / count;
  console.log(
    `  ${name.padEnd(30)}${(perSecond * messages).toFixed(0).padStart(7)} messages/s` +
      `   ${(cpuUs / messages).toFixed(0).padStart(5)} us CPU of Node, ${(redisUs / messages).toFixed(0).padStart(4)} of Redis` +
      `   p50 ${p50.toFixed(2)} ms  p99 ${p99.toFixed(2)} ms a round trip`,
  );
}

/** What one caller waits for a message with more and more of them in the queue, and what those take in memory. */
async function benchBacklogs(replica) {
  const client = sqsClient(replica);
  console.log("\nReceiveMessage and DeleteMessage of one caller, one replica, messages of 1 KB");
  await withQueue(client, async (queue) => {
    let waiting = 0;
    for (const backlog of BACKLOGS) {
      const begun = performance.now();
      await fill(client, queue, { messages: backlog - waiting, body: KILOBYTE });
      const seconds = (performance.now() - begun) / 1000;
      const { received, deleted } = await takeAlone(client, queue);
      console.log(
        `  ${backlog.toLocaleString("en").padStart(9)} waiting, filled in ${seconds.toFixed(1).padStart(5)} s` +
          `   receive p50 ${received.p50.toFixed(2)} ms  p99 ${received.p99.toFixed(2)} ms   delete p50 ${deleted.p50.toFixed(2)} ms` +
          `   memory: Redis ${(await redisMemory()).toFixed(0)} MB, replica ${memoryOf(replica.pid).resident.toFixed(0)} MB`,
      );
      waiting = backlog - ALONE;
    }
  });
  client.close();
}

async function takeAlone(client, queue) {
  const held = [];
  const received = await measureAlone(ALONE, async () => {
    const { Messages = [] } = await client.call("ReceiveMessage", { QueueUrl: queue });
    held.push(...Messages);
  });
  const deleted = await measureAlone(held.length, async () => {
    const { ReceiptHandle } = held.pop();
    await client.call("DeleteMessage", { QueueUrl: queue, ReceiptHandle });
  });
  return { received, deleted };
}

const sqsClient = ({ port }) => createClient({ port, service: "sqs", target: "AmazonSQS" });

/** The engines are not the bench's own: nothing stays in them. */
async function withQueue(client, use) {
  const queue = await newQueue(client, `bench-${randomUUID()}`);
  try {
    await use(queue);
  } finally {
    await client.call("DeleteQueue", { QueueUrl: queue });
  }
}
