import { encodeKey, jsonTable, type Table as Rows, type Write } from "@skylab/records";
import type { StreamChange } from "../domain/stream/stream-change.ts";
import { RETENTION_MS, type Shard, type Stream } from "../domain/stream/stream.ts";
import { itemFromJson, itemToJson } from "./item-table.ts";
import { STREAMS_SPACE } from "./spaces.ts";

export const streams = jsonTable<Stream>(STREAMS_SPACE);

/** Keeps a stream as it is from now on; for another day only, once it is disabled. */
export function streamRow(stream: Stream): Write {
  const { disabledAt, label, table } = stream;
  return {
    kind: "put",
    space: streams.space,
    key: encodeKey(table.name, label),
    value: streams.encode(stream),
    ...(disabledAt !== undefined && { expiresAt: disabledAt + RETENTION_MS }),
  };
}

/** The beginning of the keys of a shard's changes, to which an append adds the commit's version and its own index. */
export const shardKey = ({ index, splits }: Pick<Shard, "index" | "splits">): Uint8Array => encodeKey(splits, index);

/** Changes as rows: JSON, bytes in base64. */
export function changeTable(space: string): Rows<StreamChange> {
  const rows = jsonTable<StreamChange>(space);
  return {
    space,
    encode: (change) => rows.encode(mapImages(change, itemToJson)),
    decode: (value) => mapImages(rows.decode(value), itemFromJson),
  };
}

const mapImages = (change: StreamChange, map: typeof itemToJson): StreamChange => ({
  ...change,
  keys: map(change.keys),
  ...(change.before && { before: map(change.before) }),
  ...(change.after && { after: map(change.after) }),
});
