import type { Table } from "@skylab/records";
import type { ObjectVersion, StoredBody } from "../domain/object-version.ts";

/** Of the JSON that a row begins with: how many bytes it is. */
const LENGTH_BYTES = 4;

const NOTHING = new Uint8Array(0);

/**
 * Versions as JSON, and behind it, as they are, the bytes of a small object: so it is written by one write, and read by
 * one read, in which row and bytes belong together.
 */
export const versionTable = <Version extends ObjectVersion>(space: string): Table<Version> => ({
  space,
  encode: (version) => {
    const bytes = inlineBytesOf(version);
    const json = JSON.stringify(bytes === undefined ? version : { ...version, body: BEHIND });
    const end = LENGTH_BYTES + Buffer.byteLength(json);
    const row = Buffer.allocUnsafe(end + (bytes?.length ?? 0));
    row.writeUInt32BE(end - LENGTH_BYTES);
    row.write(json, LENGTH_BYTES);
    row.set(bytes ?? NOTHING, end);
    return row;
  },
  decode: (value) => {
    const row = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
    const end = LENGTH_BYTES + row.readUInt32BE();
    const version = JSON.parse(row.toString("utf8", LENGTH_BYTES, end)) as Version; // as: only `encode` writes this space.
    if (version.kind !== "object" || version.body.kind !== "inline") return version;
    const body: StoredBody = { kind: "inline", bytes: row.subarray(end) };
    return { ...version, body };
  },
});

/** What stands in JSON for a body whose bytes stand behind it. */
const BEHIND = { kind: "inline" } as const;

const inlineBytesOf = (version: ObjectVersion): Uint8Array | undefined =>
  version.kind === "object" && version.body.kind === "inline" ? version.body.bytes : undefined;
