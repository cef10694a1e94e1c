import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  S3Client,
} from "@aws-sdk/client-s3";
import { type SpawnedSkylab, spawnSkylab } from "@skylab/testkit";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { createBucket, getText, keysIn, put, refusal, useS3 } from "./s3.ts";
import { endpoint } from "../use-skylab.ts";

const s3 = useS3();

const MAX_KEY_BYTES = 1024;

/** Keys are bytes to S3, and no paths. */
const KEYS = [
  "plain",
  "with space",
  " leading and trailing ",
  "plus+plus",
  "100%",
  "%2F%2e%2e%00",
  "a/b/c",
  "/leading/slash",
  "//two//slashes//",
  "trailing/",
  "/",
  "dots/..hidden/...",
  "question?mark&amp;=#hash",
  "\"quotes\" 'and' <angles>",
  "semi;colon:comma,equals=@$!*()[]{}|^`~\\backslash",
  "grüße/日本語/😀",
  "e\u0301 is not \u00e9",
  "new\nline\r\nand\ttab",
  "bell\u0007 and escape\u001b",
  "constructor",
  "__proto__",
  "k".repeat(MAX_KEY_BYTES),
  "ö".repeat(MAX_KEY_BYTES / 2),
];

/** Which no client sends as it is: the SDK, as browsers, would resolve them first where they are not escaped. */
const CLIMBING = ["../../../../etc/skylab", "..", ".", "a/../../b", "./c", "a/./d", "..\\..\\e", "%2e%2e/f"];

describe("keys of all kinds", () => {
  let Bucket: string;
  beforeAll(async () => {
    Bucket = await s3.createBucket();
  });

  it.each(KEYS.map((key) => [JSON.stringify(key.length > 50 ? `${key.slice(0, 20)}…` : key), key]))(
    "are put, listed, copied, read and deleted: %s",
    async (_name, Key) => {
      const client = s3.client();
      await put(client, { Bucket, Key }, `of ${Key}`);
      expect(await getText(client, { Bucket, Key })).toBe(`of ${Key}`);
      expect(await keysIn(client, Bucket)).toEqual([Key]);
      const { Contents } = await client.send(new ListObjectsV2Command({ Bucket, Prefix: Key, EncodingType: "url" }));
      expect(Contents?.map((each) => decodeURIComponent(each.Key?.replaceAll("+", " ") ?? ""))).toEqual([Key]);
      const CopySource = `${Bucket}/${encodeURIComponent(Key)}`;
      await client.send(new CopyObjectCommand({ Bucket, Key: "a copy", CopySource }));
      expect(await getText(client, { Bucket, Key: "a copy" })).toBe(`of ${Key}`);
      const Delete = { Objects: [{ Key: "a copy" }] };
      await client.send(new DeleteObjectsCommand({ Bucket, Delete }));
      await client.send(new DeleteObjectCommand({ Bucket, Key }));
      expect(await keysIn(client, Bucket)).toEqual([]);
    },
  );

  it("sort by their bytes in UTF-8", async () => {
    const client = s3.client();
    const own = await s3.createBucket();
    // In UTF-16, the last two would change places.
    const sorted = ["!", "A", "a", "a ", "a!", "a/", "a0", "aa", "é", "\u{e000}", "\u{ffee}", "\u{10000}"];
    for (const Key of sorted.toReversed()) await put(client, { Bucket: own, Key }, Key);
    expect(await keysIn(client, own)).toEqual(sorted);
  });

  it.each(CLIMBING)("that look like paths are not: %s", async (Key) => {
    const client = s3.client();
    const own = await s3.createBucket();
    await put(client, { Bucket: own, Key }, `of ${Key}`);
    expect(await keysIn(client, own)).toEqual([Key]);
    expect(await getText(client, { Bucket: own, Key })).toBe(`of ${Key}`);
  });

  it("longer than 1,024 bytes are refused", async () => {
    for (const Key of ["k".repeat(MAX_KEY_BYTES + 1), "ö".repeat(MAX_KEY_BYTES / 2 + 1)]) {
      expect(await refusal(put(s3.client(), { Bucket, Key }, "x"))).toBe("400 KeyTooLongError: Your key is too long");
      expect(await refusal(s3.client().send(new GetObjectCommand({ Bucket, Key })))).toMatch(/^40[04] /);
    }
  });

  it("with a NUL are data or refused, and no failure", async () => {
    const client = s3.client();
    const [own, Key] = [await s3.createBucket(), "before\0after"];
    const answer = await put(client, { Bucket: own, Key }, "x").catch((error: unknown) =>
      refusal(Promise.reject(error)),
    );
    if (answer.startsWith("4")) expect(await keysIn(client, own)).toEqual([]);
    else expect(await getText(client, { Bucket: own, Key })).toBe("x");
  });
});

describe.skipIf(endpoint !== undefined)("a data folder", () => {
  it("is all that keys and buckets can touch", async () => {
    const folder = await mkdtemp(join(tmpdir(), "skylab-test-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    await writeFile(join(folder, "beside"), "untouched");
    const before = await stat(join(folder, "beside"));
    const skylab: SpawnedSkylab = await spawnSkylab({ folder: join(folder, "deep", "data") });
    onTestFinished(async () => void (await skylab.stop()));
    const client = skylab.client(S3Client);
    const Bucket = await createBucket(client);
    const large = "x".repeat(100_000);
    for (const Key of [...KEYS, ...CLIMBING, "../../beside", "../../../beside", join(folder, "beside")]) {
      await put(client, { Bucket, Key }, Key);
      await put(client, { Bucket, Key }, large);
      await client.send(new DeleteObjectCommand({ Bucket, Key }));
    }
    for (const path of [
      "/../beside/key",
      "/..%2f..%2fbeside/key",
      "/%2e%2e/key",
      "//beside",
      `/${Bucket}/%00`,
      "/%00/key",
    ]) {
      const answer = await fetch(skylab.url + path, { method: "PUT", body: "x" });
      expect(answer.status).toBeLessThan(500);
    }
    expect((await readdir(folder)).toSorted()).toEqual(["beside", "deep"]);
    expect(await readdir(join(folder, "deep"))).toEqual(["data"]);
    expect((await stat(join(folder, "beside"))).mtimeMs).toBe(before.mtimeMs);
    expect(skylab.output()).not.toMatch(/"level":50/);
  });
});
