import { spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateBucketCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { spawnSkylab } from "@skylab/testkit";
import { describe, expect, it, onTestFinished, vi } from "vitest";

/** A file system in memory, where this process may make one. */
const mountTiny = (path: string): boolean => succeeds("mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", path);
const succeeds = (program: string, ...words: readonly string[]): boolean => spawnSync(program, words).status === 0;

const Bucket = "full";
const BODY_BYTES = 1_000_000;
/** More than there is room for. */
const MOST = 20;
/** Blobs that nothing points to stay a minute for who reads them: the machine's, so this process lives an hour later. */
const AN_HOUR_LATER = {
  NODE_OPTIONS: '--import "data:text/javascript,const now=Date.now;Date.now=()=>now()+3600*1000;"',
};

const hashOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

describe("a full disk", () => {
  it("is an error of ours to who puts, loses nothing, and is no end", { timeout: 120_000 }, async (context) => {
    const folder = await mkdtemp(join(tmpdir(), "skylab-full-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    if (!mountTiny(folder)) context.skip("nothing can be mounted here");
    onTestFinished(() => void succeeds("umount", "--lazy", folder));
    let skylab = await spawnSkylab({ folder });
    onTestFinished(async () => void (await skylab.stop()));
    let client = skylab.client(S3Client);
    const restart = async (env: Readonly<Record<string, string>> = {}): Promise<void> => {
      await skylab.kill9();
      skylab = await spawnSkylab({ folder, env });
      client = skylab.client(S3Client);
    };
    await client.send(new CreateBucketCommand({ Bucket }));

    const kept = new Map<string, string>();
    let refused: unknown;
    for (let number = 0; number < MOST; number += 1) {
      const [Key, Body] = [`object ${number}`, randomBytes(BODY_BYTES)];
      const put = client.send(new PutObjectCommand({ Bucket, Key, Body }));
      refused = await put.then(
        () => undefined,
        (error: unknown) => error,
      );
      if (refused !== undefined) break;
      kept.set(Key, hashOf(Body));
    }
    expect(kept.size).toBeGreaterThan(3);
    expect(refused).toMatchObject({
      name: "InternalError",
      message: "We encountered an internal error. Please try again.",
      $metadata: { httpStatusCode: 500 },
    });
    const missing = `object ${kept.size}`;
    const expectAll = async (): Promise<void> => {
      for (const [Key, hash] of kept) {
        const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
        expect(hashOf((await Body?.transformToByteArray()) ?? new Uint8Array())).toBe(hash);
      }
      const head = client.send(new HeadObjectCommand({ Bucket, Key: missing }));
      await expect(head).rejects.toMatchObject({ $metadata: { httpStatusCode: 404 } });
    };
    await expectAll();
    await restart();
    await expectAll();

    const Objects = [...kept.keys()].slice(0, 3).map((Key) => ({ Key }));
    await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    for (const { Key } of Objects) kept.delete(Key);
    await restart(AN_HOUR_LATER);
    const Body = randomBytes(BODY_BYTES);
    const putAgain = async (): Promise<unknown> => {
      await fetch(`${skylab.url}/_skylab/clock`, { method: "POST", body: JSON.stringify({ advance: 120 }) });
      return client.send(new PutObjectCommand({ Bucket, Key: "there is room again", Body }));
    };
    await vi.waitFor(putAgain, { timeout: 30_000, interval: 100 });
    await expectAll();
  });
});
