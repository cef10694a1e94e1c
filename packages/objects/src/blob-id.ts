import { BASE32, base32Id, type Ids } from "@skylab/aws";
import { InvalidBlobId } from "./errors.ts";

/**
 * What a blob is known by, for ever: 26 characters of base32, each of them random, so that ids spread over folders; and
 * behind them its collector, where it has one: `…-s3`.
 */
export type BlobId = string;

/** 130 bits: no two blobs of all time get the same one, nor can anybody guess it. */
const ID_LENGTH = 26;
const BLOB_ID = new RegExp(`^[${BASE32}]{${ID_LENGTH}}(?:-[a-z0-9]+)?$`);
/** So many folders or prefixes share the blobs: 32 to the power of this. */
const SHARD_LENGTH = 2;

/**
 * A new id, for one blob. All services share the blobs: one that a crash may leave to nobody names the service that will
 * find it so, and remove it. What names none no collector touches.
 */
export function newBlobId(ids: Ids, collector?: string): BlobId {
  const id = base32Id(ids, ID_LENGTH);
  return collector === undefined ? id : `${id}-${collector}`;
}

/** Whether a service may take a blob for its own orphan, where none of its records points to it. */
export function isCollectedBy(collector: string, id: BlobId): boolean {
  return id.endsWith(`-${collector}`);
}

/** Throws InvalidBlobId for what `newBlobId` cannot have made: adapters make names of files and keys of nothing else. */
export function checkBlobId(id: string): void {
  if (!isBlobId(id)) throw new InvalidBlobId(id);
}

export function isBlobId(text: string): boolean {
  return BLOB_ID.test(text);
}

/** The name of the folder or prefix that a blob is in. */
export function shardOf(id: BlobId): string {
  return id.slice(0, SHARD_LENGTH);
}
