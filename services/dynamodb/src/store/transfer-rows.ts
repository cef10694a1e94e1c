import { encodeKey, jsonTable, type Table as Rows, type Write } from "@skylab/records";
import type { Table } from "../domain/table/table.ts";
import type { Export } from "../domain/transfer/export.ts";
import type { Import } from "../domain/transfer/import.ts";
import type { Transfer, TransferKind } from "../domain/transfer/transfer.ts";
import { transfersSpace, transferTokensSpace, underWaySpace } from "./spaces.ts";

/** Where exports or imports are kept. */
export type TransferRows<Kept extends Transfer> = {
  readonly rows: Rows<Kept>;
  readonly underWay: Rows<{ readonly id: string }>;
  readonly tokens: Rows<{ readonly id: string }>;
};

const rowsOf = <Kept extends Transfer>(kind: TransferKind): TransferRows<Kept> => ({
  rows: jsonTable(transfersSpace(kind)),
  underWay: jsonTable(underWaySpace(kind)),
  tokens: jsonTable(transferTokensSpace(kind)),
});

export const exportRows = rowsOf<Export>("exports");
export const importRows = rowsOf<Import>("imports");

/** What is written when an export or import begins. */
export function beginWrites<Kept extends Transfer>(kept: TransferRows<Kept>, begun: Kept): readonly Write[] {
  const { id, token } = begun;
  return [
    put(kept.rows, begun, id),
    put(kept.underWay, { id }, id),
    ...(token ? [put(kept.tokens, { id }, token.text)] : []),
  ];
}

const put = <Row>({ encode, space }: Rows<Row>, row: Row, key: string): Write => ({
  kind: "put",
  space,
  key: encodeKey(key),
  value: encode(row),
});

/** What is written with a table's record when an export of it begins. */
export function exportWrites({ copies: before = [] }: Table, after: Table | undefined): readonly Write[] {
  const known = new Set(before.map(({ id }) => id));
  return (after?.copies ?? []).flatMap((copy) =>
    copy.export === undefined || known.has(copy.id) ? [] : beginWrites(exportRows, copy.export),
  );
}
