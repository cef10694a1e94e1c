import { Readable } from "node:stream";

/** A stream of bytes that are at hand. */
export function bytesStream(bytes: Uint8Array): Readable {
  const stream = new Readable({ read: () => undefined });
  if (bytes.length > 0) stream.push(bytes);
  stream.push(null);
  return stream;
}
