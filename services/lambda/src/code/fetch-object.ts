import { AwsError } from "@skylab/aws";
import type { Call } from "@skylab/service";
import { accessDenied, invalidParameterValue } from "../domain/errors.ts";
import { MAX_UNZIPPED_BYTES } from "../domain/functions/limits.ts";
import { cannotUnzip, unzippedTooLarge } from "../domain/functions/code-errors.ts";
import type { LambdaStore } from "../store/store.ts";

/** A zip file in S3. */
export type ObjectSource = {
  readonly bucket: string;
  readonly key: string;
  readonly version: string | undefined;
};

/** Bytes that are asked for at a time: a call from service to service holds no more than 16 MB. */
const PIECE_BYTES = 8 * 1024 ** 2;

/**
 * The bytes of an object, a piece at a time, with the permissions of whoever calls.
 * @throws AwsError InvalidParameterValueException, AccessDeniedException in Lambda's words for what S3 refuses
 */
export async function* fetchObject(source: ObjectSource, call: Call, store: LambdaStore): AsyncGenerator<Uint8Array> {
  let [start, size, etag]: [number, number, string | undefined] = [0, Number.POSITIVE_INFINITY, undefined];
  do {
    const range = `bytes=${start}-${start + PIECE_BYTES - 1}`;
    const piece = await getPiece(source, { range, etag }, { call, store });
    [size, etag] = [piece.size, piece.etag];
    if (size > MAX_UNZIPPED_BYTES) throw unzippedTooLarge();
    yield piece.bytes;
    start += piece.bytes.length;
  } while (start < size);
}

type Piece = { readonly bytes: Uint8Array; readonly size: number; readonly etag: string };

type Asking = { readonly call: Call; readonly store: LambdaStore };

async function getPiece(
  source: ObjectSource,
  { etag, range }: { readonly range: string; readonly etag: string | undefined },
  { call: { caller, place }, store }: Asking,
): Promise<Piece> {
  const { bucket, key, version } = source;
  const input = {
    Bucket: bucket,
    Key: key,
    Range: range,
    ...(version !== undefined && { VersionId: version }),
    ...(etag !== undefined && { IfMatch: etag }),
  };
  const principal = { name: "lambda.amazonaws.com", sourceArn: undefined };
  try {
    const as = { principal, place, onBehalfOf: caller };
    const answer = await store.call({ service: "s3", operation: "GetObject", input, as });
    const { Body: bytes, ContentRange, ETag } = answer as Got; // as: what S3's model says of its answer.
    return { bytes, size: Number(ContentRange.slice(ContentRange.lastIndexOf("/") + 1)), etag: ETag };
  } catch (error) {
    throw wordRefusal(error, source);
  }
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html */
type Got = { readonly Body: Uint8Array; readonly ContentRange: string; readonly ETag: string };

/** An empty object has no first byte, and is no zip file either. */
const NO_SUCH_RANGE = "InvalidRange";

function wordRefusal(error: unknown, { bucket, key }: ObjectSource): unknown {
  if (!(error instanceof AwsError)) return error;
  const { code, message } = error;
  if (code === NO_SUCH_RANGE) return cannotUnzip();
  const told = `S3 Error Code: ${code}. S3 Error Message: ${message}`;
  if (code !== "AccessDenied") return invalidParameterValue(`Error occurred while GetObject. ${told}`);
  return accessDenied(
    `Your access has been denied by S3, please make sure your request credentials have permission to GetObject for ${bucket}/${key}. ${told}`,
  );
}
