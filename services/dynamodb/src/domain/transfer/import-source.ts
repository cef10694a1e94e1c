import { AwsError } from "@skylab/aws";
import type { Item } from "../item/attribute-value.ts";
import { checkItemKeys } from "../item/check-key.ts";
import { checkItemSize } from "../item/item-size.ts";
import { checkNesting, readItem } from "../item/read-item.ts";
import type { Table } from "../table/table.ts";
import { itemOfRow, readRow } from "./csv.ts";
import type { Import } from "./import.ts";
import { itemOfJson } from "./json-item.ts";

/** Reads the records of one object. */
export type RecordReader = {
  /** The item of a record; `header`: it tells the columns; `error`: it is none that the table takes. */
  readonly read: (record: string) => Item | "header" | "error";
};

const DEFAULT_DELIMITER = ",";

export function openReader({ asked }: Import, table: Table): RecordReader {
  if (asked.InputFormat !== "CSV") return { read: (record) => itemOr(() => itemOfJson(record), table) };
  const { Delimiter: delimiter = DEFAULT_DELIMITER, HeaderList } = asked.InputFormatOptions?.Csv ?? {};
  let header: readonly string[] | undefined = HeaderList;
  return {
    read: (record) => {
      if (header !== undefined) {
        const columns = header;
        return itemOr(() => itemOfRow(readRow(record, delimiter), columns, table), table);
      }
      // A header that cannot be read names no column that a row could have.
      header = refusedAs([], () => readRow(record, delimiter));
      return "header";
    },
  };
}

const itemOr = (read: () => Parameters<typeof readItem>[0], table: Table): Item | "error" =>
  refusedAs<Item | "error">("error", () => {
    const item = readItem(read());
    for (const value of Object.values(item)) checkNesting(value);
    checkItemKeys(item, table);
    checkItemSize(item);
    return item;
  });

function refusedAs<Result>(otherwise: Result, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (error instanceof AwsError) return otherwise;
    throw error;
  }
}
