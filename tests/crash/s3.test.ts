import { randomBytes } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  AbortMultipartUploadCommand,
  CreateBucketCommand,
  ListMultipartUploadsCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { randomIds } from "@skylab/aws";
import { newBlobId } from "@skylab/objects";
import { openFileObjects } from "@skylab/objects/files";
import { type SpawnedSkylab, spawnSkylab } from "@skylab/testkit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { blobsOf, BUCKET, loadAndStrike, newLedger, readAll, settle } from "./s3-load.ts";

const KILLS = 4;
/** A process is killed after so many answers, at another moment each time. */
const LEAST_ANSWERS = 15;
const ANSWERS_STEP = 17;

/** The collection of orphans goes by the machine's time, and takes what is a day old: this process lives two days later. */
const TWO_DAYS_LATER = {
  NODE_OPTIONS: '--import "data:text/javascript,const now=Date.now;Date.now=()=>now()+2*24*3600*1000;"',
};

describe(`S3 after ${KILLS} kills under the load of eight clients, restarted on the same data each time`, () => {
  const ledger = newLedger();
  /** Per restart, what was found that nobody had acknowledged, and what was not found that somebody had. */
  const wrong: string[] = [];
  let folder: string;
  let skylab: SpawnedSkylab;
  let found: Awaited<ReturnType<typeof readAll>>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "skylab-crash-"));
    skylab = await spawnSkylab({ folder });
    await skylab.client(S3Client).send(new CreateBucketCommand({ Bucket: BUCKET }));
    for (let round = 0; round < KILLS; round += 1) {
      const { kill9 } = skylab;
      const after = LEAST_ANSWERS + ((round * ANSWERS_STEP) % 60);
      await loadAndStrike(() => skylab.client(S3Client), ledger, { after, strike: kill9 });
      skylab = await skylab.restart();
      found = await readAll(skylab.client(S3Client));
      wrong.push(...settle(ledger, found).map((what) => `after kill ${round}: ${what}`));
    }
  }, 300_000);
  afterAll(async () => {
    await skylab.stop();
    await rm(folder, { recursive: true });
  });

  it("was loaded", () => {
    expect(ledger.answers).toBeGreaterThan(KILLS * LEAST_ANSWERS);
    expect(found.size).toBeGreaterThan(KILLS);
  });

  it("has every object whole, as it was acknowledged or asked for, and none that was deleted", () => {
    expect(wrong).toEqual([]);
  });

  it("keeps no blob that nothing points to, once the orphans are collected", async () => {
    await abortUploads(skylab.client(S3Client));
    await skylab.stop();
    // What a crash leaves between a blob and its record, to be sure that there is some.
    const orphans = [newBlobId(randomIds, "s3"), newBlobId(randomIds, "s3")];
    const sizes = [100_000, 20_000];
    const objects = await openFileObjects({ folder: join(folder, "objects"), durability: "durable" });
    for (const [index, id] of orphans.entries()) await objects.put(id, randomBytes(sizes[index] ?? 0));
    await objects.close();

    skylab = await spawnSkylab({ folder, env: TWO_DAYS_LATER });
    await fetch(`${skylab.url}/_skylab/clock`, { method: "POST", body: JSON.stringify({ advance: 120 }) });
    const files = (): Promise<string[]> => readdir(join(folder, "objects", "blobs"), { recursive: true });
    await expect.poll(files).not.toContainEqual(expect.stringContaining(orphans[0] ?? ""));
    await skylab.stop();

    const blobs = [...found.values()].reduce((sum, { size }) => sum + blobsOf(size), 0);
    expect(await blobsIn(join(folder, "objects"))).toHaveLength(blobs);
    skylab = await spawnSkylab({ folder });
    expect(await readAll(skylab.client(S3Client))).toEqual(found);
  });
});

async function abortUploads(client: S3Client): Promise<void> {
  const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket: BUCKET }));
  for (const { Key, UploadId } of Uploads) {
    await client.send(new AbortMultipartUploadCommand({ Bucket: BUCKET, Key, UploadId }));
  }
}

async function blobsIn(folder: string): Promise<string[]> {
  const objects = await openFileObjects({ folder, durability: "durable" });
  const found: string[] = [];
  let after: string | undefined;
  do {
    const { ids, next } = await objects.list({ before: Infinity, ...(after !== undefined && { after }) });
    found.push(...ids);
    after = next;
  } while (after !== undefined);
  await objects.close();
  return found;
}
