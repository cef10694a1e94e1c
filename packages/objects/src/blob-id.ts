import { BASE32, type Ids } from "@skylab/aws";

/** What a blob is known by, for ever: 26 characters of base32, each of them random, so that ids spread over folders. */
export type BlobId = string;

/** 130 bits: no two blobs of all time get the same one, nor can anybody guess it. */
const ID_LENGTH = 26;
const BLOB_ID = new RegExp(`^[${BASE32}]{${ID_LENGTH}}$`);

/** A new id, for one blob. */
export function newBlobId(ids: Ids): BlobId {
  return Array.from(ids.bytes(ID_LENGTH), (byte) => BASE32[byte % BASE32.length]).join("");
}

/** Could `newBlobId` have made it? Adapters make names of files and keys of nothing else. */
export function isBlobId(text: string): boolean {
  return BLOB_ID.test(text);
}
