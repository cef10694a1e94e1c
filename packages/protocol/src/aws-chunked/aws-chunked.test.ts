import { createHash } from "node:crypto";
import { once } from "node:events";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { describe, expect, test } from "vitest";
import { AwsError } from "@skylab/aws";
import {
  type Chunking,
  chunkingOf,
  type ChunkVerifier,
  decodeAwsChunked,
  trailersOf,
  withoutChunking,
} from "./index.ts";

const TERMINATED = { code: "IncompleteBody", message: "The request body terminated unexpectedly" };
const CRC = "x-amz-checksum-crc32";

function decoded(parts: readonly (string | Buffer)[], chunking: Partial<Chunking>, verifier?: ChunkVerifier): Readable {
  const source = Readable.from(parts.map((part) => Buffer.from(part)));
  return decodeAwsChunked(source, { decodedLength: 0, trailers: [], ...chunking }, verifier);
}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const recorder = (): ChunkVerifier & { readonly seen: string[][] } => {
  const seen: string[][] = [];
  return {
    seen,
    chunk: (...parts) => void seen.push(["chunk", ...parts]),
    trailer: (...parts) => void seen.push(["trailer", ...parts]),
  };
};

describe("a body in unsigned chunks", () => {
  test("is the data of its chunks, and its trailers are known at the end", async () => {
    const first = "a".repeat(8192);
    const body = decoded([`2000\r\n${first}\r\n3\r\nbcd\r\n0\r\n${CRC}:AAAAAA==\r\n\r\n`], {
      decodedLength: 8195,
      trailers: [CRC],
    });
    expect((await buffer(body)).toString()).toBe(`${first}bcd`);
    expect([...trailersOf(body)]).toEqual([[CRC, "AAAAAA=="]]);
  });

  test("may arrive byte by byte", async () => {
    const bytes = Buffer.from(`5\r\nhello\r\n0\r\n${CRC}:x\r\n\r\n`);
    const single = [...bytes].map((byte) => Buffer.of(byte));
    expect((await buffer(decoded(single, { decodedLength: 5, trailers: [CRC] }))).toString()).toBe("hello");
  });

  test("may be empty", async () => {
    expect((await buffer(decoded(["0\r\n\r\n"], { decodedLength: 0 }))).length).toBe(0);
  });

  test("keeps data that looks like a chunk's header", async () => {
    const data = "0\r\n\r\n";
    expect((await buffer(decoded([`5\r\n${data}\r\n0\r\n\r\n`], { decodedLength: 5 }))).toString()).toBe(data);
  });

  test("flows: one chunk of a hundred megabytes is never held", async () => {
    const piece = Buffer.alloc(64 * 1024, "x");
    const pieces = 1600;
    let produced = 0;
    const source = Readable.from(
      (function* () {
        yield Buffer.from(`${(piece.length * pieces).toString(16)}\r\n`);
        for (produced = 0; produced < pieces; produced += 1) yield piece;
        yield Buffer.from("\r\n0\r\n\r\n");
      })(),
    );
    const body = decodeAwsChunked(source, { decodedLength: piece.length * pieces, trailers: [] });
    let consumed = 0;
    let mostHeld = 0;
    for await (const data of body) {
      consumed += data.length;
      mostHeld = Math.max(mostHeld, produced * piece.length - consumed);
    }
    expect(consumed).toBe(piece.length * pieces);
    // Readable.from keeps 16 objects ahead, whatever their size.
    expect(mostHeld).toBeLessThan(40 * piece.length);
  });

  test.each([
    ["nothing", ""],
    ["a body without its end", "5\r\nhello\r\n"],
    ["a chunk without its end", "5\r\nhel"],
    ["a chunk longer than it says", "3\r\nhello\r\n0\r\n\r\n"],
    ["a size that is none", "x\r\nhello\r\n0\r\n\r\n"],
    ["a negative size", "-5\r\nhello\r\n0\r\n\r\n"],
    ["a size beyond all numbers", "ffffffffffffffffffff\r\nhello\r\n0\r\n\r\n"],
    ["a line feed alone", "5\nhello\n0\n\n"],
    ["an end without its last line", "5\r\nhello\r\n0\r\n"],
  ])("%s is an incomplete body", async (_what, text) => {
    await expect(buffer(decoded([text], { decodedLength: 5 }))).rejects.toMatchObject(TERMINATED);
  });

  test("shorter or longer than announced is refused with both numbers", async () => {
    for (const decodedLength of [3, 9]) {
      await expect(buffer(decoded(["5\r\nhello\r\n0\r\n\r\n"], { decodedLength }))).rejects.toMatchObject({
        code: "IncompleteBody",
        members: { NumberBytesExpected: decodedLength, NumberBytesProvided: 5 },
      });
    }
  });

  test("no more data comes out than is announced, however much more there is", async () => {
    const piece = "a".repeat(8192);
    const body = decoded(["64000\r\n", ...Array.from({ length: 50 }, () => piece), "\r\n0\r\n\r\n"], {
      decodedLength: 8192,
    });
    let read = 0;
    body.on("data", (data: Buffer) => (read += data.length));
    await expect(once(body, "end")).rejects.toMatchObject({
      members: { NumberBytesExpected: 8192, NumberBytesProvided: 50 * 8192 },
    });
    expect(read).toBe(8192);
  });

  test("a chunk's header that never ends is not waited for", async () => {
    const source = new Readable({ read() {} });
    source.push("0".repeat(1000));
    await expect(buffer(decodeAwsChunked(source, { decodedLength: 5, trailers: [] }))).rejects.toMatchObject(
      TERMINATED,
    );
  });

  test("a small chunk before another is refused, with the number of that other", async () => {
    const body = decoded(["3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n"], { decodedLength: 5 });
    await expect(buffer(body)).rejects.toMatchObject({
      code: "InvalidChunkSizeError",
      status: 403,
      members: { Chunk: 2, BadChunkSize: 3 },
    });
  });

  test.each([
    ["that was not announced", [], `${CRC}:x\r\n\r\n`],
    ["other than the announced", ["x-amz-checksum-sha1"], `${CRC}:x\r\n\r\n`],
    ["that is announced and missing", [CRC], "\r\n"],
    ["without a colon", [CRC], `${CRC}\r\n\r\n`],
    ["without a name", [CRC], ":x\r\n\r\n"],
    ["without bounds", [CRC], `${CRC}:${"x".repeat(20_000)}\r\n\r\n`],
  ])("a trailer %s is malformed", async (_what, trailers, text) => {
    const body = decoded([`5\r\nhello\r\n0\r\n${text}`], { decodedLength: 5, trailers });
    await expect(buffer(body)).rejects.toMatchObject({ code: "MalformedTrailerError" });
  });

  test("a client that goes away in the middle leaves an incomplete body", async () => {
    const source = new Readable({ read() {} });
    const body = decodeAwsChunked(source, { decodedLength: 5, trailers: [] });
    source.push("5\r\nhel");
    source.destroy();
    await expect(buffer(body)).rejects.toMatchObject(TERMINATED);
  });

  test("a refused body does not destroy the request, whose answer is still to be written", async () => {
    const source = new Readable({ read() {} });
    source.push("x\r\n");
    await expect(buffer(decodeAwsChunked(source, { decodedLength: 5, trailers: [] }))).rejects.toMatchObject(
      TERMINATED,
    );
    expect(source.destroyed).toBe(false);
  });
});

describe("a body in signed chunks", () => {
  const SIGNATURE = "0".repeat(64);
  test("every chunk is verified in its order, the empty one and the trailers too", async () => {
    const data = "a".repeat(8192);
    const verifier = recorder();
    const end = `0;chunk-signature=${"3".repeat(64)}\r\n${CRC}:AA==\r\nx-amz-trailer-signature:sig\r\n\r\n`;
    const text = `2000;chunk-signature=${"1".repeat(64)}\r\n${data}\r\n1;chunk-signature=${"2".repeat(64)}\r\nb\r\n${end}`;
    const body = decoded([text], { decodedLength: 8193, trailers: [CRC] }, verifier);
    expect((await buffer(body)).length).toBe(8193);
    expect(verifier.seen).toEqual([
      ["chunk", sha256(data), "1".repeat(64)],
      ["chunk", sha256("b"), "2".repeat(64)],
      ["chunk", sha256(""), "3".repeat(64)],
      ["trailer", `${CRC}:AA==\n`, "sig"],
    ]);
    expect([...trailersOf(body)]).toEqual([[CRC, "AA=="]]);
  });

  test("a signature that does not match ends the stream with the verifier's error", async () => {
    const verifier: ChunkVerifier = {
      chunk: () => {
        throw new AwsError("SignatureDoesNotMatch", "no", { status: 403 });
      },
      trailer: () => {},
    };
    const text = `5;chunk-signature=${SIGNATURE}\r\nhello\r\n0;chunk-signature=${SIGNATURE}\r\n\r\n`;
    await expect(buffer(decoded([text], { decodedLength: 5 }, verifier))).rejects.toMatchObject({
      code: "SignatureDoesNotMatch",
    });
  });

  test("a chunk without a signature is an incomplete body", async () => {
    const body = decoded(["5\r\nhello\r\n0\r\n\r\n"], { decodedLength: 5 }, recorder());
    await expect(buffer(body)).rejects.toMatchObject(TERMINATED);
  });

  test("a trailer without a signature is verified against an empty one, which never matches", async () => {
    const verifier = recorder();
    const text = `0;chunk-signature=${SIGNATURE}\r\n${CRC}:AA==\r\n\r\n`;
    await buffer(decoded([text], { trailers: [CRC] }, verifier));
    expect(verifier.seen.at(-1)).toEqual(["trailer", `${CRC}:AA==\n`, ""]);
  });
});

test.each(["CRC32", "SHA256"] as const)("the SDK's upload of a stream with %s is understood", async (algorithm) => {
  const data = "data of a stream ".repeat(1000);
  let received: string | undefined;
  let trailers: ReadonlyMap<string, string> | undefined;
  const s3 = new S3Client({
    region: "us-east-1",
    endpoint: "https://localhost",
    credentials: { accessKeyId: "a", secretAccessKey: "b" },
    requestHandler: {
      handle: async ({ headers, body }: { headers: Record<string, string>; body: Readable }) => {
        const chunking = chunkingOf(headers);
        if (!chunking) throw new Error("The SDK sends no chunks.");
        const decoder = decodeAwsChunked(body, chunking);
        received = (await buffer(decoder)).toString();
        trailers = trailersOf(decoder);
        return { response: { statusCode: 200, headers: {}, body: Readable.from([]) } };
      },
    },
  });
  const Body = Readable.from([Buffer.from(data)], { objectMode: false });
  await s3.send(
    new PutObjectCommand({ Bucket: "b", Key: "k", Body, ContentLength: data.length, ChecksumAlgorithm: algorithm }),
  );
  expect(received).toBe(data);
  const checksum = algorithm === "SHA256" ? createHash("sha256").update(data).digest("base64") : expect.any(String);
  expect([...(trailers ?? [])]).toEqual([[`x-amz-checksum-${algorithm.toLowerCase()}`, checksum]]);
});

describe("the headers of a chunked body", () => {
  test("any of the three signs tells of chunks", () => {
    const length = { "x-amz-decoded-content-length": "5" };
    expect(chunkingOf({ "x-amz-content-sha256": "STREAMING-UNSIGNED-PAYLOAD-TRAILER", ...length })).toBeDefined();
    expect(chunkingOf({ "content-encoding": "gzip, aws-chunked", ...length })).toBeDefined();
    expect(chunkingOf({ "content-encoding": "gzip", "x-amz-content-sha256": "UNSIGNED-PAYLOAD" })).toBeUndefined();
  });

  test("the announced trailers are checksums in lower case", () => {
    const headers = { "content-encoding": "aws-chunked", "x-amz-decoded-content-length": "5" };
    expect(chunkingOf({ ...headers, "x-amz-trailer": "X-Amz-Checksum-CRC32" })?.trailers).toEqual([CRC]);
    expect(() => chunkingOf({ ...headers, "x-amz-trailer": "x-other" })).toThrow(
      "x-amz-trailer header is not supported",
    );
  });

  test("a length is required, and must be a number", () => {
    for (const length of [undefined, "", "-1", "five", "1e9"]) {
      const headers = { "content-encoding": "aws-chunked", "x-amz-decoded-content-length": length };
      expect(() => chunkingOf(headers)).toThrow(expect.objectContaining({ code: "MissingContentLength", status: 411 }));
    }
  });

  test("an operation sees length and encoding of the data, not of the chunks", () => {
    expect(
      withoutChunking({
        "content-encoding": "aws-chunked,gzip",
        "content-length": "90",
        "x-amz-decoded-content-length": "5",
      }),
    ).toEqual({ "content-encoding": "gzip", "content-length": "5", "x-amz-decoded-content-length": "5" });
    expect(withoutChunking({ "content-encoding": "aws-chunked" })).toEqual({});
  });
});
