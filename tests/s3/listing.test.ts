import {
  DeleteObjectsCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandInput,
  ListObjectVersionsCommand,
  paginateListObjectsV2,
} from "@aws-sdk/client-s3";
import { beforeAll, describe, expect, it } from "vitest";
import { eachAtOnce, keysIn, put, refusal, useS3 } from "./s3.ts";

const s3 = useS3();

/** More than two pages of as many as S3 gives at most. */
const KEYS = Array.from({ length: 2500 }, (_, index) => `folder-${index % 25}/${String(index).padStart(5, "0")}`);
const SORTED = KEYS.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
const FOLDERS = [...new Set(SORTED.map((key) => `${key.split("/")[0]}/`))];
const AT_ONCE = 16;
/** For 2,500 a minute was seen on a machine with much else to do. */
const MANY_PUTS_MS = 400_000;

describe("a bucket of 2,500 objects", () => {
  let Bucket: string;
  beforeAll(async () => {
    const client = s3.client();
    Bucket = await s3.createBucket();
    await eachAtOnce(KEYS, AT_ONCE, (Key) => put(client, { Bucket, Key }, Key));
  }, MANY_PUTS_MS);
  const list = async (
    request: Partial<ListObjectsV2CommandInput>,
    pageSize?: number,
  ): Promise<{ pages: number; keys: string[]; prefixes: string[] }> => {
    const [keys, prefixes]: [string[], string[]] = [[], []];
    let pages = 0;
    const config = { client: s3.client(), ...(pageSize !== undefined && { pageSize }) };
    for await (const page of paginateListObjectsV2(config, { Bucket, ...request })) {
      pages += 1;
      keys.push(...(page.Contents ?? []).map(({ Key }) => Key ?? ""));
      prefixes.push(...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix ?? ""));
    }
    return { pages, keys, prefixes };
  };

  it("is listed in three pages, in the order of bytes", async () => {
    expect(await list({})).toEqual({ pages: 3, keys: SORTED, prefixes: [] });
  });

  it("is listed by a prefix, from a key on, and in pages of any size", async () => {
    const inFolder = SORTED.filter((key) => key.startsWith("folder-7/"));
    expect(await list({ Prefix: "folder-7/" }, 7)).toEqual({ pages: 15, keys: inFolder, prefixes: [] });
    const from = SORTED[1234] ?? "";
    expect((await list({ StartAfter: from }, 300)).keys).toEqual(SORTED.slice(1235));
  });

  it("is listed by its folders", async () => {
    expect(await list({ Delimiter: "/" })).toEqual({ pages: 1, keys: [], prefixes: FOLDERS });
    const inPages = await list({ Delimiter: "/" }, 10);
    expect(inPages).toEqual({ pages: 3, keys: [], prefixes: FOLDERS });
  });

  it("is listed by the first version of the operation, and with all versions", async () => {
    const client = s3.client();
    const keys: string[] = [];
    let Marker: string | undefined;
    do {
      const page = await client.send(new ListObjectsCommand({ Bucket, Marker }));
      keys.push(...(page.Contents ?? []).map(({ Key }) => Key ?? ""));
      // Only where there is a delimiter, S3 tells the next marker.
      Marker = page.IsTruncated === true ? keys.at(-1) : undefined;
    } while (Marker !== undefined);
    expect(keys).toEqual(SORTED);
    const versions: string[] = [];
    let KeyMarker: string | undefined;
    let VersionIdMarker: string | undefined;
    do {
      const page = await client.send(new ListObjectVersionsCommand({ Bucket, KeyMarker, VersionIdMarker }));
      versions.push(...(page.Versions ?? []).map(({ Key }) => Key ?? ""));
      ({ NextKeyMarker: KeyMarker, NextVersionIdMarker: VersionIdMarker } = page);
    } while (KeyMarker !== undefined);
    expect(versions).toEqual(SORTED);
  });

  it("tells of each object its size, ETag, time and class", async () => {
    const { Contents, KeyCount } = await s3
      .client()
      .send(new ListObjectsV2Command({ Bucket, MaxKeys: 1, FetchOwner: true }));
    expect(KeyCount).toBe(1);
    expect(Contents).toEqual([
      expect.objectContaining({
        Key: SORTED[0],
        Size: SORTED[0]?.length,
        ETag: expect.stringMatching(/^"[0-9a-f]{32}"$/) as string,
        LastModified: expect.any(Date) as Date,
        StorageClass: "STANDARD",
        Owner: expect.objectContaining({ ID: expect.stringMatching(/^[0-9a-f]{64}$/) as string }) as object,
      }),
    ]);
  });

  it("refuses a token that is none of its own", async () => {
    const listing = s3.client().send(new ListObjectsV2Command({ Bucket, ContinuationToken: "nonsense" }));
    expect(await refusal(listing)).toBe("400 InvalidArgument: The continuation token provided is incorrect");
  });
});

describe("a thousand objects", { timeout: MANY_PUTS_MS }, () => {
  it("are deleted by one request, those that are not there as well, and a thousand and one are refused", async () => {
    const client = s3.client();
    const Bucket = await s3.createBucket();
    const keys = Array.from({ length: 1000 }, (_, index) => `key <${index}> & "more"`);
    await eachAtOnce(keys.slice(0, 950), AT_ONCE, (Key) => put(client, { Bucket, Key }, "x"));
    await put(client, { Bucket, Key: "stays" }, "x");
    const Objects = keys.map((Key) => ({ Key }));
    const tooMany = client.send(
      new DeleteObjectsCommand({ Bucket, Delete: { Objects: [...Objects, { Key: "stays" }] } }),
    );
    expect(await refusal(tooMany)).toMatch(/^400 MalformedXML: /);
    const { Deleted, Errors } = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect(Errors).toBeUndefined();
    expect(Deleted?.map(({ Key }) => Key)).toEqual(keys);
    expect(await keysIn(client, Bucket)).toEqual(["stays"]);
    const quiet = await client.send(
      new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: "stays" }], Quiet: true } }),
    );
    expect(quiet.Deleted).toBeUndefined();
    expect(await keysIn(client, Bucket)).toEqual([]);
  });
});
