import { encodeKey, jsonTable, type Write } from "@skylab/records";
import type { Table } from "../domain/table.ts";
import { FILLINGS_SPACE } from "./spaces.ts";

/** An index that is filled with the items that were there before it. */
export type Filling = {
  readonly table: string;
  /** The index's. */
  readonly id: string;
  /** The key of the last item that was put in, in base64. */
  readonly after?: string;
};

export const fillings = jsonTable<Filling>(FILLINGS_SPACE);

/** What the change of a table writes, so that its new indexes are filled, and its former ones are no longer. */
export function fillingWrites(before: Table, after: Table | undefined): readonly Write[] {
  const filled = fillingIdsOf(before);
  const toFill = after ? fillingIdsOf(after) : [];
  const begun = toFill.filter((id) => !filled.includes(id));
  const ended = filled.filter((id) => !toFill.includes(id));
  return [
    ...begun.map((id) => fillingWrite({ id, table: before.name })),
    ...ended.map((id) => ({ kind: "remove", space: FILLINGS_SPACE, key: encodeKey(id) }) as const),
  ];
}

const fillingIdsOf = ({ globalIndexes }: Table): readonly string[] =>
  globalIndexes.flatMap(({ id, status }) => (status === "CREATING" ? [id] : []));

export const fillingWrite = ({ after, id, table }: Filling): Write => ({
  kind: "put",
  space: FILLINGS_SPACE,
  key: encodeKey(id),
  value: fillings.encode({ id, table, ...(after !== undefined && { after }) }),
});
