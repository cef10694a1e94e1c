/**
 * A version's order grows from write to write of a key: milliseconds since the epoch, or one more than the version's
 * before where that was as late. Its id begins with it, so that the id alone tells where a version stands.
 */
const ORDER_BYTES = 6;

/** The ids of S3 have 32 letters and digits; nobody guesses one. */
const RANDOM_BYTES = 18;

const VERSION_ID = /^[A-Za-z0-9_-]{32}$/;

/** The order of a version that is made now, after what was the newest of its key. */
export const nextOrder = (now: number, newest: number | undefined): number =>
  newest === undefined ? now : Math.max(now, newest + 1);

export function makeVersionId(order: number, randomBytes: (count: number) => Uint8Array): string {
  const bytes = Buffer.alloc(ORDER_BYTES + RANDOM_BYTES);
  bytes.writeUIntBE(order, 0, ORDER_BYTES);
  bytes.set(randomBytes(RANDOM_BYTES), ORDER_BYTES);
  return bytes.toString("base64url");
}

/** The order that an id tells; `undefined` where it is not the id of a version. */
export function orderInId(versionId: string): number | undefined {
  return VERSION_ID.test(versionId) ? Buffer.from(versionId, "base64url").readUIntBE(0, ORDER_BYTES) : undefined;
}
