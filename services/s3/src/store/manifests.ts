import type { Table } from "@skylab/records";
import type { StoredBody } from "../domain/object-version.ts";
import { MANIFESTS_SPACE } from "./spaces.ts";

/** One of the parts of which a body consists. */
export type ManifestPart = {
  readonly number: number;
  readonly size: number;
  readonly body: StoredBody;
  /** Base64, by the object's algorithm, where there is one. */
  readonly checksum?: string;
};

/** A part as bytes: number (2), size (6), kind (1), the id's length (1) and it, the checksum's length (1) and it. */
const FIXED_BYTES = 11;

const KINDS = ["empty", "blob"] as const;

/** The parts of bodies: bytes and not JSON, since each read of an object of ten thousand parts goes through them. */
export const manifests: Table<readonly ManifestPart[]> = {
  space: MANIFESTS_SPACE,
  encode: (parts) => Buffer.concat(parts.map(encodePart)),
  decode: (value) => {
    const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
    const parts: ManifestPart[] = [];
    for (let at = 0; at < bytes.length;) at = decodePart(bytes, at, parts);
    return parts;
  },
};

function encodePart({ number, size, body, checksum = "" }: ManifestPart): Buffer {
  if (body.kind === "parts" || body.kind === "inline") throw new Error("A part is a blob, where it is anything");
  const id = body.kind === "empty" ? "" : body.id;
  const digest = Buffer.from(checksum, "base64");
  const bytes = Buffer.allocUnsafe(FIXED_BYTES + id.length + digest.length);
  let at = bytes.writeUInt16BE(number, 0);
  at = bytes.writeUIntBE(size, at, 6);
  at = bytes.writeUInt8(KINDS.indexOf(body.kind), at);
  at = bytes.writeUInt8(id.length, at);
  at += bytes.write(id, at, "latin1");
  at = bytes.writeUInt8(digest.length, at);
  digest.copy(bytes, at);
  return bytes;
}

function decodePart(bytes: Buffer, start: number, parts: ManifestPart[]): number {
  const kind = KINDS[bytes.readUInt8(start + 8)];
  if (kind === undefined) throw new Error("A manifest is broken");
  const idAt = start + 10;
  const idEnd = idAt + bytes.readUInt8(start + 9);
  const id = bytes.toString("latin1", idAt, idEnd);
  const end = idEnd + 1 + bytes.readUInt8(idEnd);
  parts.push({
    number: bytes.readUInt16BE(start),
    size: bytes.readUIntBE(start + 2, 6),
    body: kind === "empty" ? { kind } : { kind, id },
    ...(end > idEnd + 1 && { checksum: bytes.toString("base64", idEnd + 1, end) }),
  });
  return end;
}
