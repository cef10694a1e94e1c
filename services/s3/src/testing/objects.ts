import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import type { Bucket } from "../domain/bucket.ts";
import { GetObject } from "../operations/GetObject.ts";
import { PutObject } from "../operations/PutObject.ts";
import type { S3Operations } from "../operation.ts";
import type { TestS3 } from "./use-s3.ts";

const ACCOUNT = "111122223333";

let made = 0;

/** A bucket of its own for a test, with whatever it is about. */
export async function makeBucket({ store, clock }: TestS3, about: Partial<Bucket> = {}): Promise<Bucket> {
  made += 1;
  const name = `bucket-${made}`;
  const bucket: Bucket = {
    name,
    id: name,
    account: ACCOUNT,
    region: "us-east-1",
    createdAt: clock.now(),
    configurations: {},
    ...about,
  };
  await store.buckets.create(bucket);
  return bucket;
}

/** Changes a bucket, and answers it as it then is. */
export async function changeBucket({ store }: TestS3, { name }: Bucket, change: Partial<Bucket>): Promise<Bucket> {
  const changed = await store.buckets.change(name, (current) => ({ ...current, ...change }));
  if (changed === undefined) throw new Error(`There is no bucket ${name}`);
  return changed;
}

type PutInput = S3Operations["PutObject"]["input"];

/** Puts a text, or bytes, as an object. */
export function put(
  { call }: TestS3,
  { name: Bucket }: Bucket,
  { body, ...input }: { readonly Key: string; readonly body: string | Buffer } & Partial<PutInput>,
): Promise<S3Operations["PutObject"]["output"]> {
  const bytes = Buffer.from(body);
  return call(PutObject, { Bucket, Body: Readable.from([bytes]), ContentLength: bytes.length, ...input });
}

/** The bytes of an object, or of what of it is asked for. */
export async function got(
  { call }: TestS3,
  { name: Bucket }: Bucket,
  input: { readonly Key: string } & Partial<S3Operations["GetObject"]["input"]>,
): Promise<Buffer> {
  const { Body: body } = await call(GetObject, { Bucket, ...input });
  if (body === undefined) throw new Error("The answer has no body");
  return body instanceof Uint8Array ? Buffer.from(body) : buffer(body);
}
