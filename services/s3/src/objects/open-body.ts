import { Readable } from "node:stream";
import type { Bucket } from "../domain/bucket.ts";
import { cipherAt, WHOLE } from "../domain/encryption/cipher.ts";
import type { CustomerKey } from "../domain/encryption/customer-key.ts";
import type { StoredObject } from "../domain/object-version.ts";
import type { ByteRange } from "../domain/ranges/range.ts";
import type { S3Store } from "../store/store.ts";

/** What of an object is read, and by which key it is decrypted. */
export type OpenHow = { readonly range: ByteRange | undefined; readonly customerKey: CustomerKey | undefined };

/**
 * The bytes of an object, or some of them, decrypted where a customer's key encrypts them. `undefined`: another version
 * has taken the object's place since it was found, and its bytes are gone.
 * @throws Error where the bytes are gone and the object is not: lost by the disk, or by a crash where writes need not be on it.
 */
export async function openBody(
  store: S3Store,
  object: { readonly bucket: Bucket; readonly version: StoredObject },
  { range, customerKey }: OpenHow,
): Promise<Readable | Uint8Array | undefined> {
  const { bucket, version } = object;
  const body = await store.bodies.read(bucket, version.body, range);
  if (body === undefined) await requireReplaced(store, object);
  const nonce = version.encryption?.iv;
  if (body === undefined || customerKey === undefined || nonce === undefined) return body;
  const isJoined = version.body.kind === "parts";
  const parts = isJoined ? await store.bodies.parts(bucket, version.body) : [{ number: WHOLE, size: version.size }];
  const decrypt = decryptor({ key: customerKey.bytes, nonce, parts, start: range?.start ?? 0 });
  if (body instanceof Uint8Array) return Buffer.concat(decrypt(body));
  const decrypted = Readable.from(decryptAll(body, decrypt), { objectMode: false });
  return decrypted.once("close", () => body.destroy());
}

async function requireReplaced(
  { objects }: S3Store,
  { bucket, version }: { readonly bucket: Bucket; readonly version: StoredObject },
): Promise<void> {
  const found = await objects.find(bucket, version.key, version.versionId);
  if (found?.kind === "object" && idOf(found) === idOf(version)) {
    throw new Error(`The bytes of ${bucket.name}/${version.key} are lost`);
  }
}

const idOf = ({ body }: StoredObject): string | undefined => ("id" in body ? body.id : undefined);

/** Lets a body go that nobody reads to its end: an open one holds a file, or a connection. */
export function closeBody(body: Readable | Uint8Array): void {
  if (body instanceof Readable) body.destroy();
}

type Encrypted = {
  readonly key: Uint8Array;
  readonly nonce: string;
  readonly parts: readonly { readonly number: number; readonly size: number }[];
  /** How many bytes of the object come before those that are read. */
  readonly start: number;
};

/** Each part is encrypted for itself: a chunk may be the end of one and the beginning of the next. */
function decryptor({ key, nonce, parts, start }: Encrypted): (chunk: Uint8Array) => Buffer[] {
  let index = 0;
  let offset = start;
  let cipher: ((bytes: Uint8Array) => Buffer) | undefined;
  return (chunk) => {
    const pieces: Buffer[] = [];
    for (let at = 0; at < chunk.length;) {
      const part = parts[index];
      if (part === undefined) throw new Error("A body is longer than its parts");
      if (offset >= part.size) {
        offset -= part.size;
        index += 1;
        cipher = undefined;
        continue;
      }
      cipher ??= cipherAt({ key, nonce, part: part.number, offset });
      const piece = chunk.subarray(at, at + part.size - offset);
      pieces.push(cipher(piece));
      at += piece.length;
      offset += piece.length;
    }
    return pieces;
  };
}

async function* decryptAll(body: Readable, decrypt: (chunk: Uint8Array) => Buffer[]): AsyncGenerator<Uint8Array> {
  // as: a stream of bytes has chunks of bytes.
  for await (const chunk of body) yield* decrypt(chunk as Uint8Array);
}
