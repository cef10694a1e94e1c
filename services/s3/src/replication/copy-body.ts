import type { Bucket } from "../domain/bucket.ts";
import type { StoredObject } from "../domain/object-version.ts";
import type { Bodies, Kept, ManifestPart } from "../store/bodies.ts";

/** Bytes that are to lie in another bucket as well. */
export type Copying = { readonly bucket: Bucket; readonly object: StoredObject; readonly signal: AbortSignal };

/**
 * Stores the bytes of an object once more as they lie, part by part where it was uploaded in parts. `undefined`: they
 * were let go meanwhile.
 */
export async function copyBody(bodies: Bodies, { bucket, object, signal }: Copying): Promise<Kept | undefined> {
  const { body, size } = object;
  if (body.kind !== "parts") {
    const bytes = await bodies.read(bucket, body);
    return bytes && bodies.keep(bytes, { size, signal });
  }
  const parts: ManifestPart[] = [];
  const kept: Kept[] = [];
  try {
    for (const part of await bodies.parts(bucket, body)) {
      const bytes = await bodies.read(bucket, part.body);
      if (bytes === undefined) break;
      const copied = await bodies.keep(bytes, { size: part.size, signal, isPart: true });
      kept.push(copied);
      parts.push({ ...part, body: copied.body });
    }
  } catch (error) {
    await discard(bodies, kept);
    throw error;
  }
  if (sizeOf(parts) !== size) {
    await discard(bodies, kept);
    return undefined;
  }
  const joined = bodies.join(parts);
  return { body: joined.body, size, writes: [...kept.flatMap(({ writes }) => writes), ...joined.writes] };
}

const sizeOf = (parts: readonly ManifestPart[]): number => parts.reduce((bytes, { size }) => bytes + size, 0);

async function discard(bodies: Bodies, kept: readonly Kept[]): Promise<void> {
  await Promise.all(kept.map((each) => bodies.discard(each)));
}
