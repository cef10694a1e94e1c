import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { describe, expect, it } from "vitest";
import { getText, hashOf, keysIn, KIBIBYTE, put, refusal, someBytes, useS3 } from "./s3.ts";

const s3 = useS3();
const WRITERS = 16;
const CLIENTS = 32;
const TURNS = 4;

const PRECONDITION_FAILED = "412 PreconditionFailed: At least one of the pre-conditions you specified did not hold";
const CONFLICT = /^409 ConditionalRequestConflict: /;

/** Of many that write at once under a condition, those who did it. */
async function winnersOf(writes: readonly Promise<unknown>[]): Promise<number[]> {
  const outcomes = await Promise.allSettled(writes);
  for (const [index, { status }] of outcomes.entries()) {
    if (status === "fulfilled") continue;
    const why = await refusal(writes[index] ?? Promise.resolve());
    if (!CONFLICT.test(why)) expect(why).toBe(PRECONDITION_FAILED);
  }
  return outcomes.flatMap(({ status }, index) => (status === "fulfilled" ? [index] : []));
}

const clients = (): S3Client[] => Array.from({ length: WRITERS }, () => s3.client());

describe(`of ${WRITERS} clients that write at once`, () => {
  it("one makes an object that must not be there", async () => {
    const at = { Bucket: await s3.createBucket(), Key: "once" };
    const make = (client: S3Client, index: number): Promise<unknown> =>
      client.send(new PutObjectCommand({ ...at, Body: `of ${index}`, IfNoneMatch: "*" }));
    const winners = await winnersOf(clients().map(make));
    expect(winners).toHaveLength(1);
    expect(await getText(s3.client(), at)).toBe(`of ${winners[0]}`);
  });

  it("one replaces the object that all of them have seen", async () => {
    const at = { Bucket: await s3.createBucket(), Key: "seen" };
    const IfMatch = await put(s3.client(), at, "seen");
    const replace = (client: S3Client, index: number): Promise<unknown> =>
      client.send(new PutObjectCommand({ ...at, Body: `of ${index}`, IfMatch }));
    const winners = await winnersOf(clients().map(replace));
    expect(winners).toHaveLength(1);
    expect(await getText(s3.client(), at)).toBe(`of ${winners[0]}`);
  });

  it("all count what they count by reading, and replacing what they have read", async () => {
    const at = { Bucket: await s3.createBucket(), Key: "counter" };
    await put(s3.client(), at, "0");
    const count = async (client: S3Client): Promise<void> => {
      for (;;) {
        const { Body, ETag } = await client.send(new GetObjectCommand(at));
        const next = String(Number(await Body?.transformToString()) + 1);
        const replacing = client.send(new PutObjectCommand({ ...at, Body: next, IfMatch: ETag }));
        if (
          await replacing.then(
            () => true,
            () => false,
          )
        )
          return;
        expect(await refusal(replacing)).toMatch(/^(412 PreconditionFailed|409 ConditionalRequestConflict): /);
      }
    };
    await Promise.all(clients().map(count));
    expect(await getText(s3.client(), at)).toBe(String(WRITERS));
  });

  it("one is read, whole, whenever somebody looks", async () => {
    const at = { Bucket: await s3.createBucket(), Key: "torn?" };
    const client = s3.client();
    // Below and above what is kept in records, in one map and in files.
    const sizes = [KIBIBYTE, 20 * KIBIBYTE, 100 * KIBIBYTE, 300 * KIBIBYTE];
    const bodies = Array.from({ length: WRITERS }, (_, index) => someBytes((sizes[index % 4] ?? 0) + index));
    const hashes = new Set(bodies.map(hashOf));
    await put(client, at, bodies[0] ?? "");
    const writing = new Set(bodies);
    const read = async (): Promise<void> => {
      while (writing.size > 0) {
        const { Body, ContentLength } = await client.send(new GetObjectCommand(at));
        const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
        expect(bytes).toHaveLength(ContentLength ?? -1);
        expect(hashes).toContain(hashOf(bytes));
      }
    };
    const readers = Array.from({ length: 4 }, read);
    const write = async (body: Buffer): Promise<void> => {
      for (let turn = 0; turn < 4; turn += 1) await put(client, at, body);
      writing.delete(body);
    };
    await Promise.all(bodies.map(write));
    await Promise.all(readers);
  });
});

describe(`${CLIENTS} clients in one bucket`, () => {
  it("see at once what was answered: puts, deletions and lists", async () => {
    const Bucket = await s3.createBucket();
    const there = new Set<string>();
    const act = async (_: unknown, index: number): Promise<void> => {
      // Another client looks than the one that wrote.
      const [client, other] = [s3.client(), s3.client()];
      for (let turn = 0; turn < TURNS; turn += 1) {
        const Key = `client ${index}/${turn}`;
        const ETag = await put(client, { Bucket, Key }, Key);
        there.add(Key);
        expect((await other.send(new HeadObjectCommand({ Bucket, Key }))).ETag).toBe(ETag);
        expect(await listed(other, Bucket, Key)).toEqual([Key]);
        await put(client, { Bucket, Key }, `${Key} again`);
        expect(await getText(other, { Bucket, Key })).toBe(`${Key} again`);
        if (turn % 2 === 0) continue;
        await client.send(new DeleteObjectCommand({ Bucket, Key }));
        there.delete(Key);
        expect(await listed(other, Bucket, Key)).toEqual([]);
        expect(await refusal(getText(other, { Bucket, Key }))).toMatch(/^404 NoSuchKey: /);
      }
    };
    await Promise.all(Array.from({ length: CLIENTS }, act));
    expect((await keysIn(s3.client(), Bucket)).toSorted()).toEqual([...there].toSorted());
  });
});

async function listed(client: S3Client, Bucket: string, Prefix: string): Promise<(string | undefined)[]> {
  const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket, Prefix }));
  return Contents.map(({ Key }) => Key);
}
