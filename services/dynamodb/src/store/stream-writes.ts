import type { ItemVersions } from "../domain/item/item-versions.ts";
import type { Write } from "@skylab/records";
import { itemKey } from "../domain/item/item-key.ts";
import { type ChangeOrigin, streamChange } from "../domain/stream/stream-change.ts";
import { RETENTION_MS, shardIndexOf } from "../domain/stream/stream.ts";
import type { Table } from "../domain/table/table.ts";
import { streamSpace } from "./spaces.ts";
import { changeTable, shardKey } from "./stream-table.ts";

/** What the change of an item writes to the table's stream, if it has one. */
export function streamWrites(table: Table, versions: ItemVersions, origin: ChangeOrigin): readonly Write[] {
  const { key, stream } = table;
  const change = stream && streamChange(table, stream.view, { ...versions, ...origin });
  if (stream === undefined || change === undefined) return NONE;
  const splits = stream.splits?.length ?? 0;
  const index = splits === 0 ? 0 : shardIndexOf(Number(itemKey(change.keys, key)[0]), splits);
  const { encode, space } = changeTable(streamSpace(table, stream));
  const expiresAt = origin.now + RETENTION_MS;
  return [{ kind: "append", space, key: shardKey({ splits, index }), value: encode(change), expiresAt }];
}

const NONE: readonly Write[] = [];
