export { type BlobId, newBlobId } from "./blob-id.ts";
export { BlobIsMissing, OutOfSpace, WrongSize } from "./errors.ts";
export { BLOB_SPACES } from "./held.ts";
export type * from "./port.ts";
