import { createHash } from "node:crypto";
import { AwsError } from "@skylab/aws";
import type { CallAs, ServiceClient } from "@skylab/service";

/** What stands in for S3 where only DynamoDB runs: the objects of one bucket, and as whom they were asked for. */
export type BucketStandIn = {
  readonly call: ServiceClient;
  readonly objects: Map<string, Buffer>;
  readonly asked: {
    readonly operation: string;
    readonly input: Readonly<Record<string, unknown>>;
    readonly as: CallAs;
  }[];
  /** What the next call is refused with. */
  refusal: Error | undefined;
};

export function bucketStandIn(bucket: string): BucketStandIn {
  const objects = new Map<string, Buffer>();
  const standIn: BucketStandIn = {
    objects,
    asked: [],
    refusal: undefined,
    call: async ({ as, input, operation }) => {
      standIn.asked.push({ operation, input, as });
      const { refusal } = standIn;
      standIn.refusal = undefined;
      if (refusal !== undefined) throw refusal;
      if (input["Bucket"] !== bucket) throw new AwsError("NoSuchBucket", "The specified bucket does not exist");
      return ANSWERS[operation]?.(objects, input) ?? {};
    },
  };
  return standIn;
}

type Input = Readonly<Record<string, unknown>>;

const ANSWERS: Readonly<
  Record<string, (objects: Map<string, Buffer>, input: Input) => Readonly<Record<string, unknown>>>
> = {
  PutObject: (objects, { Body, Key }) => {
    const bytes = Body instanceof Uint8Array ? Buffer.from(Body) : Buffer.of();
    objects.set(String(Key), bytes);
    return { ETag: etagOf(bytes) };
  },
  // One by one, so that pages are met.
  ListObjectsV2: (objects, { Prefix, StartAfter = "" }) => {
    const keys = [...objects.keys()]
      .filter((key) => key.startsWith(String(Prefix)) && key > String(StartAfter))
      .toSorted();
    const [key] = keys;
    const bytes = key === undefined ? undefined : objects.get(key);
    return {
      IsTruncated: keys.length > 1,
      ...(bytes && { Contents: [{ Key: key, Size: bytes.length, ETag: etagOf(bytes) }] }),
    };
  },
  GetObject: (objects, { IfMatch, Key, Range }) => {
    const bytes = objects.get(String(Key)) ?? Buffer.of();
    if (IfMatch !== etagOf(bytes)) throw new AwsError("PreconditionFailed", "Another object");
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(String(Range)) ?? [];
    return { Body: bytes.subarray(Number(from), Number(to) + 1) };
  },
};

const etagOf = (bytes: Buffer): string => `"${createHash("md5").update(bytes).digest("hex")}"`;
