// Requests of S3 that cost their sender little.
import { createHash } from "node:crypto";
import { createConnection } from "node:net";
import { crc32 } from "node:zlib";
import { sign } from "../../packages/auth/dist/index.js";
import { connect, ROOT } from "./client.mjs";

const REGION = "us-east-1";
const UNSIGNED = "UNSIGNED-PAYLOAD";
/** As large as the SDKs of JavaScript and Java make them. */
const CHUNK_BYTES = 64 * 1024;

/** The head of a signed request; `sha256`: what it says of its body. */
function headOf({ port }, { method, path, query = "", headers = {}, sha256 = UNSIGNED, length = 0 }) {
  const named = { host: `127.0.0.1:${port}`, ...headers };
  const how = { region: REGION, service: "s3", family: "s3", now: Date.now(), payload: sha256 };
  const signed = sign({ method, path, query, headers: named }, ROOT, how);
  const lines = Object.entries({ ...named, ...signed, "content-length": length });
  const target = query === "" ? path : `${path}?${query}`;
  return `${method} ${target} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`;
}

/** Small requests, each on a connection that is free; `call` resolves to the answer's body, and throws where it is not 200. */
export function s3Client(server) {
  const connections = [];
  const call = async (method, path, { body = "", ...how } = {}) => {
    const connection = connections.pop() ?? (await connect(server.port));
    const head = headOf(server, { method, path, length: Buffer.byteLength(body), ...how });
    const answer = await connection.exchange(head + body);
    connections.push(connection);
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.text}`);
    return answer.text;
  };
  return { call, close: () => connections.forEach((connection) => connection.end()) };
}

/** Objects of 1 KB, of so many keys. */
const KEYS = 5000;
const KILOBYTE = "x".repeat(1024);
const pathOf = (bucket, key) => `/${bucket}/folder/${key}`;
const anyPath = (bucket) => pathOf(bucket, Math.floor(Math.random() * KEYS));

/** Makes a bucket with an object for each of `steps`' keys. */
export async function fill(client, bucket) {
  await client.call("PUT", `/${bucket}`);
  for (let key = 0; key < KEYS; key += 1) await client.call("PUT", pathOf(bucket, key), { body: KILOBYTE });
}

/** One small request each. */
export const steps = {
  put: (client, bucket) => () => client.call("PUT", anyPath(bucket), { body: KILOBYTE }),
  get: (client, bucket) => () => client.call("GET", anyPath(bucket)),
};

/** What a client says and sends of a body: the ways in which today's clients do. */
export const BODIES = {
  /** Over https, with the checksum in the head: an SDK that has all bytes at hand. */
  "unsigned, CRC32 in the head": (bytes) => ({ headers: { "x-amz-checksum-crc32": crc32Of(bytes) }, body: bytes }),
  /** Over https: an SDK that has a stream. */
  "aws-chunked, CRC32 behind": (bytes) => ({
    sha256: "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
    headers: {
      "content-encoding": "aws-chunked",
      "x-amz-decoded-content-length": String(bytes.length),
      "x-amz-trailer": "x-amz-checksum-crc32",
    },
    body: chunked(bytes),
  }),
  /** Over http: an older SDK, rclone, s3cmd. S3 sums by CRC64NVME what nobody gave a checksum of. */
  "signed by SHA-256, no checksum": (bytes) => ({
    sha256: createHash("sha256").update(bytes).digest("hex"),
    body: bytes,
  }),
};

function crc32Of(bytes) {
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(bytes));
  return sum.toString("base64");
}

function chunked(bytes) {
  const pieces = [];
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
    const chunk = bytes.subarray(at, at + CHUNK_BYTES);
    pieces.push(Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from("\r\n"));
  }
  pieces.push(Buffer.from(`0\r\nx-amz-checksum-crc32:${crc32Of(bytes)}\r\n\r\n`));
  return Buffer.concat(pieces);
}

/** Puts an object, of a body of `BODIES`; one connection each. */
export const putLarge = (server, path, { body, sha256, headers }) =>
  exchangeLarge(server, { method: "PUT", path, sha256, headers, length: body.length }, body);

/** Gets an object, and looks at none of its bytes; resolves to how many came. */
export const getLarge = (server, path) => exchangeLarge(server, { method: "GET", path }, undefined);

function exchangeLarge(server, request, body) {
  return new Promise((resolve, reject) => {
    const socket = createConnection({ port: server.port, host: "127.0.0.1", noDelay: true });
    let head = "";
    let [length, received] = [Number.POSITIVE_INFINITY, 0];
    socket.on("error", reject);
    socket.on("close", () => reject(new Error(`${request.method} ${request.path}: broken off`)));
    socket.on("data", (chunk) => {
      received += chunk.length;
      if (length === Number.POSITIVE_INFINITY) {
        head += chunk.toString("latin1");
        const end = head.indexOf("\r\n\r\n");
        if (end < 0) return;
        if (!head.startsWith("HTTP/1.1 200")) reject(new Error(`${request.method} ${request.path}: ${head}`));
        length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
        received = head.length - end - 4;
      }
      if (received < length) return;
      resolve(received);
      socket.destroy();
    });
    socket.write(headOf(server, request));
    if (body !== undefined) socket.write(body);
  });
}
