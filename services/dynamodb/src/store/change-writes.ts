import type { ItemVersions } from "../domain/item/item-versions.ts";
import type { Write } from "@skylab/records";
import type { ChangeOrigin } from "../domain/stream/stream-change.ts";
import type { Table } from "../domain/table/table.ts";
import { copyWrites } from "./copy-writes.ts";
import { indexWrites } from "./index-writes.ts";
import { streamWrites } from "./stream-writes.ts";
import { ttlWrites } from "./ttl-writes.ts";

/**
 * What is written in the commit that changes an item, beside the item: entries of indexes, the stream's record, its due
 * time, and copies of the table that are being made.
 */
export const changeWrites = (table: Table, versions: ItemVersions, origin: ChangeOrigin): readonly Write[] => [
  ...indexWrites(table, versions),
  ...streamWrites(table, versions, origin),
  ...ttlWrites(table, versions),
  ...copyWrites(table, versions),
];
