export { type BlobId, isCollectedBy, newBlobId } from "./blob-id.ts";
export { BlobIsMissing, OutOfSpace, WrongSize } from "./errors.ts";
export type * from "./port.ts";
