import { createHash } from "node:crypto";
import { combineCrcs, isCombinable } from "../checksums/combine-crcs.ts";
import { startDigest } from "../checksums/digest.ts";
import type { StoredChecksum } from "../object-version.ts";
import type { UploadedPart } from "./choose-parts.ts";
import type { UploadChecksum } from "./upload-checksum.ts";

/** The ETag of an object of parts: the MD5 of their MD5s, and how many they are. */
export function joinedEtag(parts: readonly UploadedPart[]): string {
  const hash = createHash("md5");
  for (const { etag } of parts) hash.update(etag, "hex");
  return `${hash.digest("hex")}-${parts.length}`;
}

/** Its checksum: of the whole where the CRCs of the parts tell it, else one of theirs. */
export function joinedChecksum(
  { algorithm, type }: UploadChecksum,
  parts: readonly UploadedPart[],
): StoredChecksum | undefined {
  const pieces = parts.flatMap(({ checksum, size }) => (checksum === undefined ? [] : [{ checksum, size }]));
  if (pieces.length < parts.length) return undefined;
  if (type === "FULL_OBJECT") {
    return isCombinable(algorithm) ? { algorithm, type, value: combineCrcs(algorithm, pieces) } : undefined;
  }
  const digest = startDigest(algorithm);
  for (const { checksum } of pieces) digest.update(Buffer.from(checksum, "base64"));
  return { algorithm, type, value: `${digest.value().toString("base64")}-${parts.length}` };
}
