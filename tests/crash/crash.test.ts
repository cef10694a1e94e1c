import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DeleteMessageBatchCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { type SpawnedSkylab, spawnSkylab } from "@skylab/testkit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createQueues, type Diary, FIFO, loadAndKill, STANDARD, urlOf } from "./load.ts";

const KILLS = 10;
/** A process is killed after so many answers, at another moment each time. */
const LEAST_ANSWERS = 20;
const ANSWERS_STEP = 31;
/** Longer than the load hides what it receives. */
const TWO_HOURS_SECONDS = 7200;

describe(`Skylab after ${KILLS} kills under load, restarted on the same data each time`, () => {
  const diary: Diary = { sending: new Set(), sent: new Set(), deleting: new Set(), deleted: new Set() };
  let folder: string;
  let skylab: SpawnedSkylab;
  const left = new Map<string, string[]>();

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "skylab-crash-"));
    skylab = await spawnSkylab({ folder: join(folder, "data") });
    await createQueues(skylab);
    for (let round = 0; round < KILLS; round += 1) {
      await loadAndKill(skylab, diary, { round, answers: LEAST_ANSWERS + ((round * ANSWERS_STEP) % 150) });
      skylab = await skylab.restart();
    }
    await advanceClock(skylab, TWO_HOURS_SECONDS);
    for (const name of [STANDARD, FIFO]) left.set(name, await drain(skylab, name));
  }, 600_000);
  afterAll(async () => {
    await skylab.stop();
    await rm(folder, { recursive: true });
  });

  const all = (): string[] => [...left.values()].flat();

  it("was loaded", () => {
    expect(diary.sent.size).toBeGreaterThan(KILLS * LEAST_ANSWERS);
    expect(diary.deleted.size).toBeGreaterThan(KILLS);
  });

  it("holds every message that it acknowledged", () => {
    const held = new Set(all());
    const missing = [...diary.sent].filter((body) => !held.has(body) && !diary.deleting.has(body));
    expect(missing).toEqual([]);
  });

  it("holds no message whose deletion it acknowledged", () => {
    expect(all().filter((body) => diary.deleted.has(body))).toEqual([]);
  });

  it("holds none twice, and none that nobody sent", () => {
    expect(all().filter((body) => !diary.sending.has(body))).toEqual([]);
    expect(new Set(all()).size).toBe(all().length);
  });

  it("holds the messages of each FIFO group in their order", () => {
    for (const group of ["g0", "g1", "g2"]) {
      const numbers = (left.get(FIFO) ?? []).flatMap((body) =>
        body.startsWith(`${group}/`) ? Number(body.slice(3)) : [],
      );
      expect(numbers.length).toBeGreaterThan(0);
      expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    }
  });
});

async function advanceClock(skylab: SpawnedSkylab, seconds: number): Promise<void> {
  const answer = await fetch(`${skylab.url}/_skylab/clock`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ advance: seconds }),
  });
  expect(answer.status).toBe(200);
}

async function drain(skylab: SpawnedSkylab, name: string): Promise<string[]> {
  const client = skylab.client(SQSClient);
  const QueueUrl = urlOf(skylab, name);
  const bodies: string[] = [];
  for (;;) {
    const { Messages: messages = [] } = await client.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
    );
    if (messages.length === 0) return bodies;
    bodies.push(...messages.map(({ Body }) => Body ?? ""));
    const Entries = messages.map(({ ReceiptHandle }, index) => ({ Id: `m${index}`, ReceiptHandle }));
    await client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
  }
}
