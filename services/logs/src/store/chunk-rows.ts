import { decodeKey, encodeKey, type Write } from "@skylab/records";
import { encodeChunk } from "../domain/events/chunk.ts";
import type { ChunkPlace, Piece } from "../domain/events/pack.ts";
import type { GroupSpaces } from "./spaces.ts";

export const chunkKey = ({ arrival, level, timestamp }: ChunkPlace): Uint8Array => encodeKey(level, timestamp, arrival);

const NOTHING = new Uint8Array(0);

const chunkOfStreamKey = (stream: number, { arrival, level, timestamp }: ChunkPlace): Uint8Array =>
  encodeKey(stream, level, timestamp, arrival);

/** A chunk as it is made, or written again. */
export const chunkWrite = (
  { chunks }: GroupSpaces,
  of: { readonly stream: string; readonly streamNumber: number },
  { events, isOpen, place }: Piece,
): Write => ({ kind: "put", space: chunks, key: chunkKey(place), value: encodeChunk(of, events, { isOpen }) });

/** By which a chunk is found by its stream. */
export const chunkEntry = ({ chunksOfStreams }: GroupSpaces, stream: number, place: ChunkPlace): Write => ({
  kind: "put",
  space: chunksOfStreams,
  key: chunkOfStreamKey(stream, place),
  value: NOTHING,
});

/** What is written where a chunk goes. */
export const chunkRemovals = (
  { chunks, chunksOfStreams }: GroupSpaces,
  stream: number,
  place: ChunkPlace,
): readonly Write[] => [
  { kind: "remove", space: chunks, key: chunkKey(place) },
  { kind: "remove", space: chunksOfStreams, key: chunkOfStreamKey(stream, place) },
];

/** Where the chunk of a key is. */
export function decodeChunkKey(key: Uint8Array): ChunkPlace {
  const [level, timestamp, arrival] = decodeKey(key);
  return { level: Number(level), timestamp: Number(timestamp), arrival: Number(arrival) };
}

/** Where the chunk of a stream's key is. */
export function decodeChunkOfStreamKey(key: Uint8Array): ChunkPlace {
  const [, level, timestamp, arrival] = decodeKey(key);
  return { level: Number(level), timestamp: Number(timestamp), arrival: Number(arrival) };
}
