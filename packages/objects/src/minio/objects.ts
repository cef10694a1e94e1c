import type { BlobId } from "../blob-id.ts";
import { EngineIsDown } from "../errors.ts";
import { openCalls } from "../open-calls.ts";
import { type ByteRange, type ListOptions, type Objects, type Page, PING_PATIENCE_MS } from "../port.ts";
import { download } from "./download.ts";
import { type Engine, engineOf, type EngineOptions, keyOf, untilAnswered, within } from "./engine.ts";
import { hasCode, namedError } from "./errors.ts";
import { upload } from "./upload.ts";

export type MinioObjectsOptions = Pick<EngineOptions, "endpoint" | "accessKey" | "secretKey"> & {
  /** Made where there is none, and belongs to these objects alone. */
  readonly bucket?: string;
  /** Any will do for MinIO; other stores want their own. */
  readonly region?: string;
  /** How long the engine may be silent before a call is rejected. */
  readonly timeoutMs?: number;
};

const DEFAULT_BUCKET = "skylab";
const DEFAULT_REGION = "us-east-1";
/** A restart of MinIO takes seconds, and so does a disk that syncs what many uploads brought. */
const DEFAULT_TIMEOUT_MS = 15_000;
const EVERYTHING: ByteRange = { start: 0, end: Number.POSITIVE_INFINITY };
const IDS_PER_PAGE = 1000;

/** Objects in MinIO, or in any store with S3's API, for any number of processes. Rejects where it does not answer. */
export async function openMinioObjects(options: MinioObjectsOptions): Promise<Objects> {
  const engine = engineOf({
    bucket: DEFAULT_BUCKET,
    region: DEFAULT_REGION,
    timeoutMs: DEFAULT_TIMEOUT_MS,
    ...options,
  });
  try {
    await requireBucket(engine);
  } catch (error) {
    engine.agent.destroy();
    throw namedError(error);
  }
  const calls = openCalls();
  return {
    put: (id, body, how = {}) =>
      calls.run([id], async () => {
        try {
          return { size: await upload(engine, id, { body, how }) };
        } catch (error) {
          throw namedError(error);
        }
      }),
    get: (id, range = EVERYTHING) => calls.run([id], async () => calls.track(await download(engine, id, range))),
    remove: (ids) => calls.run(ids, () => remove(engine, ids)),
    list: (how) => calls.run([], () => list(engine, how)),
    ping: () => calls.run([], () => ping(engine)),
    close: () => calls.close(async () => engine.agent.destroy()),
  };
}

async function requireBucket({ client, bucket, region }: Engine): Promise<void> {
  if (await client.bucketExists(bucket)) return;
  try {
    await client.makeBucket(bucket, region);
  } catch (error) {
    // Another replica was quicker.
    if (!hasCode(error, "BucketAlreadyOwnedByYou", "BucketAlreadyExists")) throw error;
  }
}

async function ping({ client, bucket }: Engine): Promise<void> {
  const isThere = await within(PING_PATIENCE_MS, client.bucketExists(bucket), () => undefined).catch(
    (error: unknown) => {
      throw namedError(error);
    },
  );
  if (!isThere) throw new EngineIsDown(`The bucket ${bucket} is gone`);
}

async function remove(engine: Engine, ids: readonly BlobId[]): Promise<void> {
  if (ids.length === 0) return;
  await untilAnswered(engine, () => engine.client.removeObjects(engine.bucket, ids.map(keyOf)));
}

/** A page is S3's, after a key. */
async function list(engine: Engine, { before, after = "" }: ListOptions): Promise<Page> {
  const { objects, isTruncated } = await untilAnswered(engine, () =>
    engine.client.listObjectsV2Query(engine.bucket, "", "", "", IDS_PER_PAGE, after),
  );
  const old = objects.filter(({ lastModified }) => lastModified !== undefined && lastModified.getTime() < before);
  const ids = old.flatMap(({ name }) => (name === undefined ? [] : [idOf(name)]));
  const last = objects.at(-1)?.name;
  return isTruncated && last !== undefined ? { ids, next: last } : { ids };
}

const idOf = (key: string): BlobId => key.slice(key.indexOf("/") + 1);
