import { indexesOf } from "./check-key.ts";
import { type Path, refuseNestedKeys } from "../expression/index.ts";
import { attributesOf, type KeySchema } from "../table/key-schema.ts";
import type { Table } from "../table/table.ts";

/** The names of a key's attributes, hash first. */
export const namesOf = (key: KeySchema): readonly string[] => attributesOf(key).map(({ name }) => name);

/**
 * What an expression on a table's items may name of them.
 * @throws AwsError `ValidationException` where a path goes into an attribute of a key, the table's or an index's
 */
export function checkPaths(paths: readonly Path[], table: Table): void {
  const nested = paths.filter((path) => path.length > 1);
  if (nested.length === 0) return;
  refuseNestedKeys(nested, namesOf(table.key));
  for (const index of indexesOf(table)) refuseNestedKeys(nested, namesOf(index.key), "IndexKey");
}
