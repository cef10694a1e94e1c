// DynamoDB in the distributed mode, against the Redis at REDIS_URL: replicas and gateway as processes of this machine.
import { randomUUID } from "node:crypto";
import { dynamodbClient, fill, newTable, stepsOf } from "./dynamodb-steps.mjs";
import { redisCpu, redisMemory } from "./redis.mjs";
import { measure, measureOn } from "./report.mjs";
import { startGateway, startReplica } from "./servers.mjs";

const REPLICAS = [1, 2];
const WARM_UP = 500;
const REQUESTS = 3000;
const ITEMS = 100_000;
const MEGABYTE = 1024 ** 2;
const COUNTERS = 1000;
const COUNTING_CLIENTS = 32;

export async function benchDynamodbDistributed() {
  const replicas = [];
  const tables = [];
  try {
    replicas.push(await startReplica("dynamodb"));
    for (const isIndexed of [false, true]) tables.push(await filledTable(replicas[0], isIndexed));
    for (const count of REPLICAS) {
      while (replicas.length < count) replicas.push(await startReplica("dynamodb"));
      await benchReplicas(replicas, tables);
    }
  } finally {
    // The engines are not the bench's own: nothing stays in them.
    if (replicas[0]) await deleteTables(replicas[0], tables);
    await Promise.all(replicas.map((replica) => replica.stop()));
  }
}

/** Makes a table of many items, and tells what they take. */
async function filledTable(replica, isIndexed) {
  const client = dynamodbClient(replica);
  const before = await redisMemory();
  const begun = performance.now();
  const name = await newTable(client, `bench-${randomUUID()}`, { isIndexed });
  await fill(client, name, { from: 0, to: ITEMS });
  const seconds = (performance.now() - begun) / 1000;
  const bytes = (((await redisMemory()) - before) * MEGABYTE) / ITEMS;
  console.log(
    `\n${ITEMS.toLocaleString("en")} items of 1 KB, ${isIndexed ? "each in an index of keys" : "without index"}, filled in ${seconds.toFixed(1)} s: ${bytes.toFixed(0)} bytes of Redis's memory an item`,
  );
  client.close();
  return name;
}

async function deleteTables(replica, tables) {
  const client = dynamodbClient(replica);
  for (const name of tables) await client.call("DeleteTable", { TableName: name });
  client.close();
}

/** Requests past the gateway, on the replicas in turn, and through it. */
async function benchReplicas(replicas, tables) {
  const gateway = await startGateway("dynamodb", replicas);
  console.log(`\n${replicas.length === 1 ? "one replica" : `${replicas.length} replicas`}`);
  try {
    for (const [name, through] of [
      ["past the gateway", replicas],
      ["through the gateway", [gateway]],
    ]) {
      const clients = through.map(dynamodbClient);
      const [plain, indexed] = tables.map((table) => clients.map((client) => stepsOf(client, table, ITEMS)));
      const servers = [...new Set([...replicas, ...through])];
      const measured = { cpu: () => servers.reduce((sum, server) => sum + server.cpu(), 0) };
      console.log(` ${name}`);
      for (const [request, inTurn] of Object.entries(requestsOf(plain, indexed))) {
        await measure(measured, WARM_UP, inTurn);
        await printRequests(request, measured, inTurn);
      }
      await printCounting(measured, plain);
      for (const client of clients) client.close();
    }
  } finally {
    await gateway.stop();
  }
}

const takeTurns = (steps) => {
  let turn = 0;
  return () => steps[(turn += 1) % steps.length]();
};

const requestsOf = (plain, indexed) => ({
  PutItem: takeTurns(plain.map(({ put }) => put)),
  "PutItem, indexed": takeTurns(indexed.map(({ put }) => put)),
  GetItem: takeTurns(plain.map(({ get }) => get)),
});

/** One row: requests a second, and what one costs in CPU of ours and of Redis. */
async function printRequests(name, servers, step) {
  const redisBefore = await redisCpu();
  const { perSecond, cpuUs, p50, p99 } = await measure(servers, REQUESTS, step);
  const redisUs = ((await redisCpu()) - redisBefore) / REQUESTS;
  console.log(
    `  ${name.padEnd(20)}${perSecond.toFixed(0).padStart(7)}/s   ${cpuUs.toFixed(0).padStart(5)} us CPU of Node, ${redisUs.toFixed(0).padStart(4)} of Redis` +
      `   p50 ${p50.toFixed(2)} ms  p99 ${p99.toFixed(2)} ms`,
  );
}

async function printCounting(servers, steps) {
  const rate = async (counters) => {
    const step = takeTurns(steps.map(({ count }) => count(counters)));
    return (await measureOn(COUNTING_CLIENTS, servers, { count: REQUESTS, step })).perSecond;
  };
  const [spread, hot] = [await rate(COUNTERS), await rate(1)];
  console.log(
    `  UpdateItem ADD by ${COUNTING_CLIENTS} clients: ${spread.toFixed(0)}/s on ${COUNTERS} keys, ${hot.toFixed(0)}/s on one`,
  );
}
