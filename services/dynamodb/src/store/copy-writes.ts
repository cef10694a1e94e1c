import { encodeKey, type Write } from "@skylab/records";
import { itemKey } from "../domain/item/item-key.ts";
import type { ItemVersions } from "../domain/item/item-versions.ts";
import type { Table } from "../domain/table/table.ts";
import { encodeItem } from "./item-table.ts";
import { copySpace } from "./spaces.ts";

/** What the change of an item writes to the copies that are being made of its table. */
export function copyWrites({ copies, key }: Table, { after, before }: ItemVersions): readonly Write[] {
  const item = after ?? before;
  if (copies === undefined || item === undefined) return NONE;
  const stored = encodeKey(...itemKey(item, key));
  return copies.map(({ id }) =>
    after === undefined
      ? { kind: "remove", space: copySpace(id), key: stored }
      : { kind: "put", space: copySpace(id), key: stored, value: encodeItem(after) },
  );
}

const NONE: readonly Write[] = [];
