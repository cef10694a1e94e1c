import { createHash, type Hash } from "node:crypto";
import { type Readable, Transform, type TransformCallback } from "node:stream";
import type { Chunking } from "./headers.ts";
import { bodyTerminated, chunkTooSmall, malformedTrailer, wrongLength } from "./refusals.ts";

/** Checks signatures inside a body, in their order; packages/auth makes one. Both throw an AwsError. */
export type ChunkVerifier = {
  readonly chunk: (sha256Hex: string, signature: string) => void;
  /** `canonicalTrailers`: `name:value` and a line feed each, without the signature. */
  readonly trailer: (canonicalTrailers: string, signature: string) => void;
};

/**
 * The data of an aws-chunked body, as a stream that never holds more than what just came, however large a chunk is
 * (Go sends a whole object as one). A signature can only be checked when its chunk has passed: the data counts when the
 * stream has ended without an error. Without a verifier the chunks are taken unsigned.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
export function decodeAwsChunked(source: Readable, chunking: Chunking, verifier?: ChunkVerifier): Readable {
  const decoder = new Decoder(chunking, verifier);
  source.on("error", (error) => decoder.destroy(error));
  source.on("close", () => {
    if (!source.readableEnded) decoder.destroy(bodyTerminated());
  });
  // Not `pipeline`: it would destroy a refused request, and the client could not read the refusal.
  return source.pipe(decoder);
}

/** The trailers of a decoded body, by lower-case name; empty for any other stream, and before the stream has ended. */
export function trailersOf(body: Readable): ReadonlyMap<string, string> {
  return body instanceof Decoder ? body.trailers : NO_TRAILERS;
}

const NO_TRAILERS: ReadonlyMap<string, string> = new Map();

/** Size, `;chunk-signature=`, 64 digits: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html */
const MAX_CHUNK_HEADER_BYTES = 256;
const CHUNK_HEADER = /^([0-9a-fA-F]{1,13})(?:;chunk-signature=([0-9a-f]{64}))?\r\n$/;
/** https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html: of all chunks but the last. */
const MIN_CHUNK_BYTES = 8192;
/** Far more than the checksums of all algorithms and a signature take. */
const MAX_TRAILER_BYTES = 16 * 1024;
const LINE_FEED = 0x0a;
/** Pieces of what a socket gives at a time: the end of a chunk, and the beginning of the next. */
const MAX_WAITING = 2;

class Decoder extends Transform {
  readonly trailers = new Map<string, string>();
  readonly #chunking: Chunking;
  readonly #verifier: ChunkVerifier | undefined;
  /** What comes next: a chunk's header, its data, the line end after it, or everything after the last chunk. */
  #expects: "header" | "data" | "end of data" | "trailers" = "header";
  /** The part of a header or of the trailers that has come so far. */
  #text = "";
  #chunk = 0;
  #size = 0;
  #remaining = 0;
  #signature = "";
  #hash: Hash | undefined;
  #provided = 0;

  constructor(chunking: Chunking, verifier: ChunkVerifier | undefined) {
    // Object by object: a stream of bytes would join those that wait, by a copy, for whoever reads by `read`.
    super({ readableObjectMode: true, readableHighWaterMark: MAX_WAITING });
    this.#chunking = chunking;
    this.#verifier = verifier;
  }

  override _transform(bytes: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    try {
      let at = 0;
      while (at < bytes.length) at = this.#expects === "data" ? this.#takeData(bytes, at) : this.#takeText(bytes, at);
      done();
    } catch (error) {
      done(error instanceof Error ? error : bodyTerminated());
    }
  }

  override _flush(done: TransformCallback): void {
    try {
      if (this.#expects !== "trailers") throw bodyTerminated();
      this.#readTrailers();
      const { decodedLength } = this.#chunking;
      if (this.#provided !== decodedLength) throw wrongLength(decodedLength, this.#provided);
      done();
    } catch (error) {
      done(error instanceof Error ? error : bodyTerminated());
    }
  }

  #takeData(bytes: Buffer, at: number): number {
    const data = bytes.subarray(at, at + this.#remaining);
    this.#hash?.update(data);
    this.#provided += data.length;
    // What exceeds the announced length is counted for the refusal, and kept from whoever relies on it.
    if (this.#provided <= this.#chunking.decodedLength) this.push(data);
    this.#remaining -= data.length;
    if (this.#remaining === 0) {
      this.#verifyChunk();
      this.#expects = "end of data";
    }
    return at + data.length;
  }

  #takeText(bytes: Buffer, at: number): number {
    if (this.#expects === "trailers") {
      this.#text += bytes.toString("latin1", at);
      if (this.#text.length > MAX_TRAILER_BYTES) throw malformedTrailer();
      return bytes.length;
    }
    const lineEnd = bytes.indexOf(LINE_FEED, at);
    const end = lineEnd === -1 ? bytes.length : lineEnd + 1;
    if (this.#text.length + end - at > MAX_CHUNK_HEADER_BYTES) throw bodyTerminated();
    this.#text += bytes.toString("latin1", at, end);
    if (lineEnd !== -1) this.#takeLine();
    return end;
  }

  #takeLine(): void {
    const line = this.#text;
    this.#text = "";
    if (this.#expects === "header") this.#startChunk(line);
    else if (line === "\r\n") this.#expects = "header";
    else throw bodyTerminated();
  }

  #startChunk(line: string): void {
    const [, size, signature = ""] = CHUNK_HEADER.exec(line) ?? [];
    if (size === undefined || (this.#verifier && signature === "")) throw bodyTerminated();
    this.#chunk += 1;
    const next = Number.parseInt(size, 16);
    if (next > 0 && this.#chunk > 1 && this.#size < MIN_CHUNK_BYTES) throw chunkTooSmall(this.#chunk, this.#size);
    this.#size = next;
    this.#remaining = next;
    this.#signature = signature;
    this.#hash = this.#verifier && createHash("sha256");
    if (next === 0) this.#verifyChunk();
    this.#expects = next === 0 ? "trailers" : "data";
  }

  #verifyChunk(): void {
    if (this.#hash) this.#verifier?.chunk(this.#hash.digest("hex"), this.#signature);
  }

  #readTrailers(): void {
    const lines = this.#text.split(/\r?\n/).filter((line) => line !== "");
    if (!this.#text.endsWith(lines.length === 0 ? "\r\n" : "\r\n\r\n")) throw bodyTerminated();
    let canonical = "";
    let signature: string | undefined;
    for (const line of lines) {
      const [, name, value] = /^([!-9;-~]+):[ \t]*(.*)$/.exec(line) ?? [];
      if (name === undefined || value === undefined) throw malformedTrailer();
      if (name.toLowerCase() === TRAILER_SIGNATURE) signature = value;
      else {
        canonical += `${name.toLowerCase()}:${value.trim()}\n`;
        this.trailers.set(name.toLowerCase(), value.trim());
      }
    }
    this.#requireAnnounced();
    if (this.#verifier && lines.length > 0) this.#verifier.trailer(canonical, signature ?? "");
  }

  #requireAnnounced(): void {
    const { trailers } = this.#chunking;
    const same = trailers.length === this.trailers.size && trailers.every((name) => this.trailers.has(name));
    if (!same) throw malformedTrailer();
  }
}

const TRAILER_SIGNATURE = "x-amz-trailer-signature";
