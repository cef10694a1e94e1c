import { dynamodbClient, fill, itemAt, newTable, stepsOf } from "./dynamodb-steps.mjs";
import { measure, measureAlone, measureOn, printRow } from "./report.mjs";
import { memoryOf } from "./servers.mjs";

const WARM_UP = 3000;
const REQUESTS = 10_000;
const FEW_ITEMS = 100;
const MANY_ITEMS = 1_000_000;
const PARTS = 5;
const ALONE = 1000;
const COUNTERS = 1000;
const COUNTING_CLIENTS = 32;

export async function benchDynamodb({ bare, skylab }) {
  const bareClient = dynamodbClient(bare);
  const client = dynamodbClient(skylab);
  const bareSend = () => bareClient.call("PutItem", { TableName: "bare", Item: itemAt(0) });
  await measure(bare, WARM_UP, bareSend);
  const base = await measure(bare, REQUESTS, bareSend);
  printRow("bare node:http", base);
  await benchRequests({ client, skylab, base });
  await benchCounter({ client, skylab });
  await benchDepth({ client, skylab });
  printRow("bare node:http, once more", await measure(bare, REQUESTS, bareSend), base);
  bareClient.close();
  client.close();
}

/** What requests cost in CPU, on a table without indexes. */
async function benchRequests({ client, skylab, base }) {
  const table = await newTable(client, "bench");
  await fill(client, table, { from: 0, to: REQUESTS });
  const { batchWrite, get, put, query, transact } = stepsOf(client, table, REQUESTS);
  await measure(skylab, WARM_UP, put);
  await measure(skylab, WARM_UP, get);
  printRow("PutItem", await measure(skylab, REQUESTS, put), base);
  printRow("GetItem", await measure(skylab, REQUESTS, get), base);
  printRow("Query of 100 items", await measure(skylab, REQUESTS / 10, query), base);
  printRow("BatchWriteItem of 25", await measure(skylab, REQUESTS / 10, batchWrite), base);
  printRow("TransactWriteItems of 10", await measure(skylab, REQUESTS / 10, transact), base);
  const { p50 } = await measureAlone(ALONE, put);
  await printAlone("BatchWriteItem of 25", batchWrite, p50);
  await printAlone("TransactWriteItems of 10", transact, p50);
}

/** What one caller waits for a request, as a multiple of what it waits for a PutItem. */
async function printAlone(name, step, putMs) {
  const { p50 } = await measureAlone(ALONE / 2, step);
  console.log(`${name} alone: p50 ${p50.toFixed(3)} ms, a PutItem's ${putMs.toFixed(3)} ms: ${ratio(p50, putMs)}`);
}

async function benchCounter({ client, skylab }) {
  const { count } = stepsOf(client, await newTable(client, "counters"), 1);
  const rate = async (counters) => {
    const request = { count: REQUESTS, step: count(counters) };
    return (await measureOn(COUNTING_CLIENTS, skylab, request)).perSecond;
  };
  await rate(COUNTERS);
  const [spread, hot] = [await rate(COUNTERS), await rate(1)];
  console.log(
    `UpdateItem ADD by ${COUNTING_CLIENTS} clients: ${spread.toFixed(0)}/s on ${COUNTERS} keys, ${hot.toFixed(0)}/s on one: ${ratio(hot, spread)}`,
  );
}

/** What one caller waits for, with few items and with many, on tables with an index. */
async function benchDepth({ client, skylab }) {
  const few = await newTable(client, "few", { isIndexed: true });
  const many = await newTable(client, "many", { isIndexed: true });
  await fill(client, few, { from: 0, to: FEW_ITEMS });
  console.log(`\nfilling ${MANY_ITEMS.toLocaleString("en")} items and an index of them, a fifth at a time:`);
  for (let part = 0; part < PARTS; part += 1) {
    const begun = performance.now();
    const size = MANY_ITEMS / PARTS;
    await fill(client, many, { from: part * size, to: (part + 1) * size });
    console.log(`  ${((performance.now() - begun) / 1000).toFixed(1)} s`);
  }
  const { resident, private: own } = memoryOf(skylab.pid);
  console.log(`memory with them: ${resident.toFixed(0)} MB (${own.toFixed(0)} MB its own)\n`);
  const [atFew, atMany] = [stepsOf(client, few, FEW_ITEMS), stepsOf(client, many, MANY_ITEMS)];
  for (const [name, step] of [
    ["GetItem", "get"],
    ["PutItem", "put"],
    ["Query of 100 items", "query"],
    ["Query of 100 items of an index", "queryIndex"],
  ]) {
    await measureAlone(ALONE / 2, atFew[step]);
    await measureAlone(ALONE / 2, atMany[step]);
    const [{ p50: fast }, { p50: slow }] = [
      await measureAlone(ALONE, atFew[step]),
      await measureAlone(ALONE, atMany[step]),
    ];
    console.log(
      `${name} alone: p50 ${fast.toFixed(3)} ms at ${FEW_ITEMS} items, ${slow.toFixed(3)} ms at ${MANY_ITEMS.toLocaleString("en")}: ${ratio(slow, fast)}`,
    );
  }
  console.log("");
}

const ratio = (a, b) => `${(a / b).toFixed(2)}x`;
