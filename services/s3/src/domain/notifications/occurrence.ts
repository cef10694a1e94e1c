/** Something that happened to an object of a bucket, as its notifications tell it. */
export type Occurrence = Happening & {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly key: string;
  /** Absent where the bucket never had versioning. */
  readonly versionId?: string | undefined;
  /** Absent where there is no object (any more). */
  readonly size?: number | undefined;
  readonly etag?: string | undefined;
  readonly requestId: string;
  /** Who made it happen: `AWS:AIDA…`, or S3 itself. */
  readonly principalId: string;
  /** The account of whoever that is, or S3. */
  readonly requester: string;
  readonly sourceIp: string;
};

/** What kind of thing happened, with what is told of its kind alone. */
export type Happening = {
  /** `ObjectCreated:Put`. */
  readonly event: string;
  /** Of restores from an archive: which one it is, and until when (milliseconds since the epoch) the copy is there. */
  readonly restore?: { readonly storageClass: string; readonly until?: number };
  /** Of transitions: the storage class from now on. */
  readonly transitionedTo?: string;
  /** Of replications. */
  readonly replication?: ReplicationTold;
};

export type ReplicationTold = {
  readonly ruleId: string;
  /** The ARN of the destination. */
  readonly destination: string;
  readonly failureReason: string;
  /** When what was to be replicated happened. */
  readonly requestedAt: number;
};

/** An occurrence in its place among those of its key. */
export type Sequenced = {
  readonly occurrence: Occurrence;
  /** Hexadecimal digits, as many in all, that grow from event to event. */
  readonly sequencer: string;
};

/** What S3 calls itself where it does something on its own. */
export const S3_PRINCIPAL = "s3.amazonaws.com";
