import type { Records } from "@skylab/records";
import { type Items, openItems } from "./items.ts";
import { reset } from "./reset.ts";
import { openTableDirectory, type TableDirectory } from "./table-directory.ts";

/** What DynamoDB stands on. */
export type DynamoEngines = { readonly records: Records };

/** What DynamoDB keeps. */
export type DynamoStore = {
  readonly tables: TableDirectory;
  readonly items: Items;
  /** Forgets everything, or everything of one account. */
  readonly reset: (account: string | undefined) => Promise<void>;
};

export function openStore({ records }: DynamoEngines): DynamoStore {
  const tables = openTableDirectory(records);
  return { tables, items: openItems(tables), reset: (account) => reset(records, account) };
}
