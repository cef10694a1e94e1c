import { SendMessageBatchCommand, SQSClient } from "@aws-sdk/client-sqs";
import { connectSkylab } from "@skylab/testkit";
import { expect, it } from "vitest";
import { type Clients, createFunction, createQueue, createTable, map, takeTold } from "../lambda/mapped.ts";
import { childrenOf, kill9 } from "../processes.ts";
import { useMortalSkylab } from "../use-skylab.ts";

const MINUTE_MS = 60_000;
const KILLS = 2;
const IN_A_BATCH = 10;
/** Longer than a function takes. */
const VISIBILITY_SECONDS = 10;

const mortal = useMortalSkylab();
const clients: Clients = { client: (Class) => mortal.skylab().client(Class) };

/** Kills sandboxes, and Skylab, while functions are told of something, each time when some more have told. */
async function killWhileWorking<Value>(
  take: (isEnough: (values: readonly Value[]) => boolean) => Promise<readonly Value[]>,
): Promise<readonly Value[]> {
  const all: Value[] = [];
  for (let kill = 0; kill < KILLS; kill += 1) {
    all.push(...(await take((values) => values.length > 0)));
    kill9(childrenOf(mortal.skylab().pid));
    all.push(...(await take((values) => values.length > 0)));
    await mortal.killAndRestart();
  }
  return all;
}

it(
  "each message of a mapped queue is handed to the function, though Skylab is killed again and again",
  { timeout: 8 * MINUTE_MS },
  async () => {
    const MESSAGES = 2_000;
    const queue = await createQueue(clients, { VisibilityTimeout: String(VISIBILITY_SECONDS) });
    const told = await createQueue(clients);
    const code = "exports.handler = async ({ Records }) => tell(Records.map(({ body }) => body));";
    const FunctionName = await createFunction(clients, { code, told });
    const bodies = Array.from({ length: MESSAGES }, (_, index) => String(index));
    for (let from = 0; from < MESSAGES; from += IN_A_BATCH) {
      const Entries = bodies.slice(from, from + IN_A_BATCH).map((body) => ({ Id: body, MessageBody: body }));
      await clients.client(SQSClient).send(new SendMessageBatchCommand({ QueueUrl: queue.url, Entries }));
    }
    await map(clients, { FunctionName, EventSourceArn: queue.arn });
    const take = (
      isEnough: (values: readonly (readonly string[])[]) => boolean,
    ): Promise<readonly (readonly string[])[]> => takeTold(clients, told, isEnough);
    const before = await killWhileWorking(take);
    const handed = new Set(before.flat());
    // What died with whom it was handed to is visible again.
    await connectSkylab(mortal.skylab().url).clock.advance(VISIBILITY_SECONDS * 1000);
    await take((values) => {
      for (const body of values.flat()) handed.add(body);
      return handed.size === MESSAGES;
    });
    expect(bodies.filter((body) => !handed.has(body))).toEqual([]);
  },
);

it(
  "each change of a mapped table is handed to the function in the order of its item, though Skylab is killed again and again",
  { timeout: 8 * MINUTE_MS },
  async () => {
    const ITEMS = ["a", "b", "c", "d", "e"];
    const ROUNDS = 60;
    const table = await createTable(clients);
    const told = await createQueue(clients);
    const code = `exports.handler = async ({ Records }) => tell({
      at: performance.timeOrigin + performance.now(),
      changes: Records.map(({ dynamodb: { NewImage } }) => NewImage.id.S + NewImage.round.N),
    });`;
    const FunctionName = await createFunction(clients, { code, told });
    for (let round = 0; round < ROUNDS; round += 1) for (const id of ITEMS) await table.put(id, round);
    await map(clients, {
      FunctionName,
      EventSourceArn: table.streamArn,
      StartingPosition: "TRIM_HORIZON",
      BatchSize: 3,
      ParallelizationFactor: 2,
    });
    type Told = { readonly at: number; readonly changes: readonly string[] };
    const take = (isEnough: (values: readonly Told[]) => boolean): Promise<readonly Told[]> =>
      takeTold<Told>(clients, told, isEnough);
    const before = await killWhileWorking(take);
    const expected = ITEMS.flatMap((id) => Array.from({ length: ROUNDS }, (_, round) => `${id}${round}`));
    const isAll = (values: readonly Told[]): boolean => {
      const changes = new Set([...before, ...values].flatMap((one) => one.changes));
      return expected.every((change) => changes.has(change));
    };
    const all = [...before, ...(await take(isAll))].toSorted((one, other) => one.at - other.at);
    expect(isAll(all)).toBe(true);
    for (const id of ITEMS) {
      const rounds = all.flatMap(({ changes }) => changes.filter((change) => change.startsWith(id)));
      // After a kill some come again; none comes before the one before it has come.
      const seen = new Set<number>();
      for (const round of rounds.map((change) => Number(change.slice(1)))) {
        if (round > 0) expect(seen.has(round - 1), `${id}${round} came before ${id}${round - 1}`).toBe(true);
        seen.add(round);
      }
    }
  },
);
