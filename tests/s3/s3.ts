import { createHash, randomBytes } from "node:crypto";
import {
  CreateBucketCommand,
  type CreateBucketCommandInput,
  GetObjectCommand,
  type GetObjectCommandOutput,
  paginateListObjectsV2,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { type ClientIdentity, type Skylab, uniqueName } from "@skylab/testkit";
import { useSkylab } from "../use-skylab.ts";

/** Skylab for the tests of one file. */
export type S3 = {
  readonly skylab: () => Skylab;
  readonly client: (as?: ClientIdentity) => S3Client;
  /** Makes a bucket of a new name. */
  readonly createBucket: (client?: S3Client, request?: Partial<CreateBucketCommandInput>) => Promise<string>;
};

/** Starts Skylab before the tests of a file and stops it behind them; or takes the one at SKYLAB_TEST_ENDPOINT. */
export function useS3(): S3 {
  const skylab = useSkylab();
  const client = (as?: ClientIdentity): S3Client => skylab().client(S3Client, as);
  return { skylab, client, createBucket: (own = client(), request = {}) => createBucket(own, request) };
}

/** Makes a bucket as `S3.createBucket` does, by a client of any Skylab. */
export async function createBucket(client: S3Client, request: Partial<CreateBucketCommandInput> = {}): Promise<string> {
  const Bucket = uniqueName("bucket");
  await client.send(new CreateBucketCommand({ Bucket, ...request }));
  return Bucket;
}

export const KIBIBYTE = 1024;
export const MEBIBYTE = 1024 * KIBIBYTE;

/** Bytes that no other object has. */
export const someBytes = (size: number): Buffer => randomBytes(size);

/** By which bytes are told apart where there are too many to show. */
export const hashOf = (bytes: Uint8Array | string): string => createHash("sha256").update(bytes).digest("hex");

/** Puts an object and tells its ETag. */
export async function put(client: S3Client, at: ObjectAt, Body: Uint8Array | string): Promise<string> {
  return (await client.send(new PutObjectCommand({ ...at, Body }))).ETag ?? "";
}

/** What an object has in it. */
export const get = async (client: S3Client, at: ObjectAt & { readonly VersionId?: string }): Promise<Buffer> =>
  bytesOf(await client.send(new GetObjectCommand(at)));

/** The text that an object has in it. */
export const getText = async (client: S3Client, at: Parameters<typeof get>[1]): Promise<string> =>
  (await get(client, at)).toString();

export type ObjectAt = { readonly Bucket: string; readonly Key: string };

/** The body of an answer. */
export const bytesOf = async ({ Body }: Pick<GetObjectCommandOutput, "Body">): Promise<Buffer> =>
  Buffer.from((await Body?.transformToByteArray()) ?? []);

/** The keys of all objects of a bucket, in the order of the listing. */
export async function keysIn(client: S3Client, Bucket: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const page of paginateListObjectsV2({ client }, { Bucket })) {
    keys.push(...(page.Contents ?? []).map(({ Key }) => Key ?? ""));
  }
  return keys;
}

/** Does something with each of many, so many at a time. */
export async function eachAtOnce<Item>(
  items: Iterable<Item>,
  atOnce: number,
  act: (item: Item) => Promise<unknown>,
): Promise<void> {
  const left = [...items].values();
  const worker = async (): Promise<void> => {
    for (const item of left) await act(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

/** Why a request was refused: `404 NoSuchKey: The specified key does not exist.`. */
export async function refusal(request: Promise<unknown>): Promise<string> {
  const error: unknown = await request.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error)) throw new Error("The request was not refused.");
  const { $metadata: { httpStatusCode: status } = {} } = error as { $metadata?: { httpStatusCode?: number } }; // as: so the SDK's are.
  return `${status} ${error.name}: ${error.message}`;
}
