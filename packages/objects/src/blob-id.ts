import { BASE32, type Ids } from "@skylab/aws";
import { InvalidBlobId } from "./errors.ts";

/** What a blob is known by, for ever: 26 characters of base32, each of them random, so that ids spread over folders. */
export type BlobId = string;

/** 130 bits: no two blobs of all time get the same one, nor can anybody guess it. */
const ID_LENGTH = 26;
const BLOB_ID = new RegExp(`^[${BASE32}]{${ID_LENGTH}}$`);
/** So many folders or prefixes share the blobs: 32 to the power of this. */
const SHARD_LENGTH = 2;

/** A new id, for one blob. */
export function newBlobId(ids: Ids): BlobId {
  let id = "";
  for (const byte of ids.bytes(ID_LENGTH)) id += BASE32.charAt(byte % BASE32.length);
  return id;
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
