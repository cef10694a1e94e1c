import { createHash } from "node:crypto";
import type { Place } from "@skylab/aws";
import type { Call } from "@skylab/service";
import { noSource, unzippedTooLarge, zippedTooLarge } from "../domain/functions/code-errors.ts";
import { MAX_UNZIPPED_BYTES, MAX_ZIPPED_BYTES } from "../domain/functions/limits.ts";
import type { MeasuredZip } from "../store/code.ts";
import type { LambdaStore } from "../store/store.ts";
import { fetchObject } from "./fetch-object.ts";
import { readZip, readZipThere, type ZipContents } from "./read-zip.ts";

/** Where a request says that a zip file is: in itself, or in S3. */
export type ZipSource = {
  readonly ZipFile?: Uint8Array | undefined;
  readonly S3Bucket?: string | undefined;
  readonly S3Key?: string | undefined;
  readonly S3ObjectVersion?: string | undefined;
};

/** A zip file that is kept, and collected again unless somebody holds it. */
export type TakenZip = MeasuredZip & Pick<ZipContents, "isSigned">;

/**
 * Keeps the zip file that a request brings along or names, for a function or layer of a place.
 * @throws AwsError InvalidParameterValueException, RequestEntityTooLargeException, AccessDeniedException
 */
export async function takeZip(
  source: ZipSource,
  place: Place,
  { call, store }: { readonly call: Call; readonly store: LambdaStore },
): Promise<TakenZip> {
  const { S3Bucket: bucket, S3Key: key, S3ObjectVersion: version, ZipFile: bytes } = source;
  if (bytes !== undefined) return keepBytes(bytes, place, store);
  if (bucket === undefined || key === undefined) throw noSource();
  return keepFlow(fetchObject({ bucket, key, version }, call, store), place, store);
}

async function keepBytes(bytes: Uint8Array, place: Place, store: LambdaStore): Promise<TakenZip> {
  if (bytes.length > MAX_ZIPPED_BYTES) throw zippedTooLarge();
  const contents = checked(await readZip(bytes));
  const blob = await store.code.newBlob(place);
  await store.blobs.put(blob, bytes, { sizeHint: bytes.length });
  const sha256 = createHash("sha256").update(bytes).digest("base64");
  return { code: { kind: "zip", blob, sha256, size: bytes.length }, ...contents };
}

/** What is no zip file after all is left to be collected. */
async function keepFlow(flow: AsyncIterable<Uint8Array>, place: Place, store: LambdaStore): Promise<TakenZip> {
  const hash = createHash("sha256");
  const blob = await store.code.newBlob(place);
  const { size } = await store.blobs.put(blob, hashed(flow, hash));
  const contents = await readZipThere(size, (start, end) => store.blobs.get(blob, { start, end }));
  return { code: { kind: "zip", blob, sha256: hash.digest("base64"), size }, ...checked(contents) };
}

async function* hashed(
  flow: AsyncIterable<Uint8Array>,
  hash: ReturnType<typeof createHash>,
): AsyncGenerator<Uint8Array> {
  for await (const bytes of flow) {
    hash.update(bytes);
    yield bytes;
  }
}

function checked(contents: ZipContents): ZipContents {
  if (contents.unzippedBytes >= MAX_UNZIPPED_BYTES) throw unzippedTooLarge();
  return contents;
}
