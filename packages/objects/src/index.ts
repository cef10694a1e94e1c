export { type BlobId, newBlobId } from "./blob-id.ts";
export { BlobIsMissing, EngineIsDown, InvalidBlobId, OutOfSpace, WrongSize } from "./errors.ts";
export * from "./port.ts";
