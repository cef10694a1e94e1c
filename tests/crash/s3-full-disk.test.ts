import { spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
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
import { eachAtOnce } from "../s3/s3.ts";
import { describe, expect, it, onTestFinished, vi } from "vitest";

/** A file system in memory, where this process may make one. */
const mountTiny = (path: string): boolean => succeeds("mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", path);
const succeeds = (program: string, ...words: readonly string[]): boolean => spawnSync(program, words).status === 0;

const Bucket = "full";
/** More bytes than there is room for. */
const MOST_BYTES = 20_000_000;
const AT_ONCE = 8;
/** A file of somebody else's who makes room at last: with none at all Skylab neither starts nor deletes. */
const BALLAST_BYTES = 2_000_000;
/** Blobs that nothing points to stay a minute for who reads them: the machine's, so this process lives an hour later. */
const AN_HOUR_LATER = {
  NODE_OPTIONS: '--import "data:text/javascript,const now=Date.now;Date.now=()=>now()+3600*1000;"',
};

const hashOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** An answer, or why there is none. */
const outcomeOf = (request: Promise<unknown>): Promise<unknown> =>
  request.then(
    () => undefined,
    (error: unknown) => error,
  );

const OUR_FAULT = {
  name: "InternalError",
  message: "We encountered an internal error. Please try again.",
  $metadata: { httpStatusCode: 500 },
};

describe("a full disk", () => {
  // Those are files, small blobs, and in the records.
  it.for([1_000_000, 40_000, 6_000])(
    "is an error of ours to who puts objects of %i bytes, loses nothing, and is no end",
    { timeout: 240_000 },
    async (size, { skip }) => {
      const folder = await mkdtemp(join(tmpdir(), "skylab-full-"));
      onTestFinished(() => rm(folder, { recursive: true }));
      if (!mountTiny(folder)) skip("nothing can be mounted here");
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
      const ballast = join(folder, "ballast");
      await writeFile(ballast, randomBytes(BALLAST_BYTES));

      const kept = new Map<string, string>();
      const refused = new Map<string, unknown>();
      await eachAtOnce(Array.from({ length: MOST_BYTES / size }).keys(), AT_ONCE, async (number) => {
        if (refused.size > 0) return;
        const [Key, Body] = [`object ${number}`, randomBytes(size)];
        const error = await outcomeOf(client.send(new PutObjectCommand({ Bucket, Key, Body })));
        if (error === undefined) kept.set(Key, hashOf(Body));
        else refused.set(Key, error);
      });
      expect(kept.size).toBeGreaterThan(3);
      expect(refused.size).toBeGreaterThan(0);
      for (const error of refused.values()) expect(error).toMatchObject(OUR_FAULT);
      const expectAll = async (): Promise<void> => {
        await eachAtOnce(kept, AT_ONCE, async ([Key, hash]) => {
          const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
          expect(hashOf((await Body?.transformToByteArray()) ?? new Uint8Array())).toBe(hash);
        });
        for (const Key of refused.keys()) {
          const head = client.send(new HeadObjectCommand({ Bucket, Key }));
          await expect(head).rejects.toMatchObject({ $metadata: { httpStatusCode: 404 } });
        }
      };
      await expectAll();
      await rm(ballast);
      await restart();
      await expectAll();

      const Objects = [...kept.keys()].slice(0, kept.size / 2).map((Key) => ({ Key }));
      const Body = randomBytes(size);
      const deleted = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
      expect(deleted.Errors ?? []).toEqual([]);
      for (const { Key } of Objects) kept.delete(Key);
      await restart(AN_HOUR_LATER);
      const putAgain = async (): Promise<unknown> => {
        await fetch(`${skylab.url}/_skylab/clock`, { method: "POST", body: JSON.stringify({ advance: 120 }) });
        return client.send(new PutObjectCommand({ Bucket, Key: "there is room again", Body }));
      };
      await vi.waitFor(putAgain, { timeout: 60_000, interval: 100 });
      await expectAll();
    },
  );
});
