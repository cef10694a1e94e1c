import type { Place } from "@skylab/aws";
import type { CallAs, ServiceClient } from "@skylab/service";
import type { Transfer } from "../domain/transfer/transfer.ts";

/** The bucket of an export or import: S3 is asked for it by what the caller may who began that. */
export type TransferBucket = {
  /** Resolves to the ETag. */
  readonly put: (key: string, body: Uint8Array, encryption: Encryption) => Promise<string>;
  /** The objects whose keys begin so, after a key, in the order of their keys. */
  readonly list: (prefix: string, after: string | undefined) => AsyncGenerator<ListedObject>;
  /** The bytes of an object, some at a time. */
  readonly read: (object: ListedObject) => AsyncGenerator<Uint8Array>;
};

export type Encryption = { readonly encryption: "AES256" | "KMS"; readonly kmsKeyId?: string | undefined };

export type ListedObject = { readonly key: string; readonly size: number; readonly etag: string };

export type BucketOf = {
  readonly place: Place;
  readonly transfer: Transfer;
  readonly arn: string;
  readonly bucket: string;
  readonly owner: string | undefined;
};

/** Objects that are listed at a time. */
const LISTED = 1000;

/** Bytes that are read at a time. */
const READ_BYTES = 4 * 1024 * 1024;

export function openBucket(call: ServiceClient, of: BucketOf): TransferBucket {
  const as = callAs(of);
  const ask = (operation: string, input: Readonly<Record<string, unknown>>): ReturnType<ServiceClient> =>
    call({
      service: "s3",
      operation,
      input: { Bucket: of.bucket, ...(of.owner !== undefined && { ExpectedBucketOwner: of.owner }), ...input },
      as,
    });
  return {
    put: async (Key, Body, { encryption, kmsKeyId }) => {
      const sse = encryption === "KMS" ? "aws:kms" : encryption;
      const key = kmsKeyId === undefined ? {} : { SSEKMSKeyId: kmsKeyId };
      const { ETag } = await ask("PutObject", { Key, Body, ServerSideEncryption: sse, ...key });
      return String(ETag).replaceAll('"', "");
    },
    list: async function* (Prefix, after) {
      for (let from = after; ;) {
        const page = { Prefix, MaxKeys: LISTED, ...(from !== undefined && { StartAfter: from }) };
        const answer = await ask("ListObjectsV2", page);
        const objects = (answer["Contents"] ?? []) as readonly S3Object[]; // as: so S3's model has it.
        for (const { Key: key, Size: size, ETag: etag } of objects) yield { key, size, etag };
        from = objects.at(-1)?.Key;
        if (answer["IsTruncated"] !== true || from === undefined) return;
      }
    },
    read: async function* ({ etag, key, size }) {
      for (let start = 0; start < size; start += READ_BYTES) {
        const Range = `bytes=${start}-${Math.min(start + READ_BYTES, size) - 1}`;
        const { Body } = await ask("GetObject", { Key: key, Range, IfMatch: etag });
        if (!(Body instanceof Uint8Array)) throw new Error("S3 answered no bytes.");
        yield Body;
      }
    },
  };
}

type S3Object = { readonly Key: string; readonly Size: number; readonly ETag: string };

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataExport_Requesting.html#S3DataExport_Requesting_Permissions */
const callAs = ({ arn, place, transfer: { caller } }: BucketOf): CallAs => ({
  principal: { name: "dynamodb.amazonaws.com", sourceArn: arn },
  place: { account: caller.account, region: place.region },
  onBehalfOf: caller,
});
