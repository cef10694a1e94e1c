import { encodeKey, jsonTable, type Write } from "@skylab/records";
import type { Table } from "../domain/table/table.ts";
import { FILLINGS_SPACE } from "./spaces.ts";

/** An index, or a copy of a table, that is filled with the items that were there before it; or a table with those of a copy. */
export type Filling = {
  readonly table: string;
  /** The index's, the copy's, or the restored table's. */
  readonly id: string;
  /** The copy that a table is restored from. */
  readonly from?: string | undefined;
  /** The key of the last item that was put in, in base64. */
  readonly after?: string | undefined;
};

export const fillings = jsonTable<Filling>(FILLINGS_SPACE);

/** What the change of a table writes, so that what is new is filled, and what is done, or gone, no longer. */
export function fillingWrites(before: Table | undefined, after: Table | undefined): readonly Write[] {
  const filled = before ? fillingIdsOf(before) : [];
  const toFill = after ? fillingIdsOf(after) : [];
  const begun = toFill.filter((id) => !filled.includes(id));
  const ended = filled.filter((id) => !toFill.includes(id));
  return [
    ...begun.map((id) => fillingWrite({ id, table: after?.name ?? "", from: after?.restoring?.copy })),
    ...ended.map((id) => ({ kind: "remove", space: FILLINGS_SPACE, key: encodeKey(id) }) as const),
  ];
}

const fillingIdsOf = ({ copies = [], globalIndexes, id, restoring }: Table): readonly string[] => [
  ...globalIndexes.flatMap((index) => (index.status === "CREATING" ? [index.id] : [])),
  ...copies.map((copy) => copy.id),
  ...(restoring ? [id] : []),
];

export const fillingWrite = ({ after, from, id, table }: Filling): Write => ({
  kind: "put",
  space: FILLINGS_SPACE,
  key: encodeKey(id),
  value: fillings.encode({ id, table, from, after }),
});
