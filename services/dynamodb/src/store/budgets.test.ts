import { AwsError } from "@skylab/aws";
import { describe, expect, it } from "vitest";
import { CreateTable } from "../operations/CreateTable.ts";
import { GetItem } from "../operations/GetItem.ts";
import { PutItem } from "../operations/PutItem.ts";
import { attribute, hash, units } from "../testing/table-requests.ts";
import { type TestDynamo, useDynamo } from "../testing/use-dynamo.ts";
import { BUDGETS_SPACE } from "./spaces.ts";

const dynamo = useDynamo("realistic");

/** The time stands still, but where a test moves it. */
async function makeTable(name: string, count: number): Promise<string> {
  const { call, clock } = dynamo();
  clock.set(clock.now());
  const schema = { AttributeDefinitions: [attribute("a")], KeySchema: [hash("a")] };
  await call(CreateTable, { TableName: name, ...schema, ProvisionedThroughput: units(count) });
  return name;
}

/** Whether a unit was had. */
async function write({ call }: TestDynamo, TableName: string, a: string): Promise<boolean> {
  try {
    await call(PutItem, { TableName, Item: { a: { S: a } } });
    return true;
  } catch (error) {
    if (error instanceof AwsError && error.code === "ProvisionedThroughputExceededException") return false;
    throw error;
  }
}

/** How many of so many writes were done, one after the other, by the replicas in turn. */
async function writeInTurn(replicas: readonly TestDynamo[], TableName: string, count: number): Promise<number> {
  let done = 0;
  for (let index = 0; index < count; index++) {
    const replica = replicas[index % replicas.length];
    if (replica && (await write(replica, TableName, `item-${index}`))) done++;
  }
  return done;
}

describe("replicas", () => {
  it("share a throughput: together they write no more than one does", async () => {
    const TableName = await makeTable("shared", 6);
    const replicas = [dynamo(), dynamo().replica(), dynamo().replica()];
    expect(await writeInTurn(replicas, TableName, 60)).toBe(6);
    let done = 0;
    for (let second = 0; second < 10; second++) {
      dynamo().clock.advance(1000);
      done += await writeInTurn(replicas, TableName, 60);
    }
    expect(done).toBe(60);
  });

  it("that come later know what was used before them", async () => {
    const TableName = await makeTable("known", 5);
    expect(await writeInTurn([dynamo()], TableName, 20)).toBe(5);
    expect(await writeInTurn([dynamo().replica()], TableName, 20)).toBe(0);
  });

  it("overdraw a busy throughput by little, and pay it back", async () => {
    const TableName = await makeTable("busy", 200);
    const replicas = [dynamo(), dynamo().replica()];
    const first = await writeInTurn(replicas, TableName, 500);
    // A tenth of a second of each but one may be used unseen.
    expect(first).toBeGreaterThanOrEqual(200);
    expect(first).toBeLessThanOrEqual(220);
    let done = first;
    for (let second = 1; second < 5; second++) {
      dynamo().clock.advance(1000);
      done += await writeInTurn(replicas, TableName, 500);
    }
    expect(done).toBeGreaterThanOrEqual(1000);
    expect(done).toBeLessThanOrEqual(1020);
  });
});

describe("a replica", () => {
  it("lets as many through at once as units are left", async () => {
    const TableName = await makeTable("rush", 5);
    const writes = Array.from({ length: 32 }, (_, index) => write(dynamo(), TableName, `item-${index}`));
    expect((await Promise.all(writes)).filter(Boolean)).toHaveLength(5);
    const { call } = dynamo();
    const reads = Array.from({ length: 32 }, () =>
      call(GetItem, { TableName, Key: { a: { S: "item-0" } }, ConsistentRead: true }),
    );
    const answers = await Promise.allSettled(reads);
    // They are admitted by half a unit each, before it is known what they cost.
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(10);
  });
});

describe("a reset", () => {
  it("forgets what was used", async () => {
    const TableName = await makeTable("forgotten", 5);
    await writeInTurn([dynamo()], TableName, 5);
    const { store } = dynamo();
    const stored = await store.tables.find({ account: "111122223333", region: "us-east-1" }, TableName);
    expect(await stored?.partition.count(BUDGETS_SPACE)).toBeGreaterThan(0);
    await store.reset(undefined);
    expect(await stored?.partition.count(BUDGETS_SPACE)).toBe(0);
  });
});
