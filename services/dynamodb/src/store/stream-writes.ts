import type { Write } from "@skylab/records";
import type { Item } from "../domain/attribute-value.ts";
import type { Table } from "../domain/table.ts";

/** When a change was made, and by whom where that is not a caller: the TTL job. */
export type ChangeOrigin = { readonly now: number; readonly byTtl?: true };

/** An item before and after a change of it. */
export type ItemVersions = { readonly before: Item | undefined; readonly after: Item | undefined };

/** What the change of an item writes to the table's stream, if it has one. */
export function streamWrites({ stream }: Table, _versions: ItemVersions, _origin: ChangeOrigin): readonly Write[] {
  if (stream === undefined) return NONE;
  throw new Error("Streams are not written yet.");
}

const NONE: readonly Write[] = [];
