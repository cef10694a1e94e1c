export { type ChunkVerifier, decodeAwsChunked, trailersOf } from "./decoder.ts";
export { type Chunking, chunkingOf, withoutChunking } from "./headers.ts";
