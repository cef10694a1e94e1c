import type { Item } from "../item/attribute-value.ts";
import { checkKey } from "../item/check-key.ts";
import { validationError } from "../errors.ts";
import { checkParameters, type Projection } from "../expression/index.ts";
import { refuseDuplicateKeys } from "../item/distinct-keys.ts";
import { checkPaths } from "../item/key-paths.ts";
import { type RawItem, readItem } from "../item/read-item.ts";
import { type RawProjection, readProjection } from "./read-projection.ts";
import type { Table } from "../table/table.ts";

/** What BatchGetItem is to read of one table. */
export type RawTableKeys = RawProjection & {
  readonly Keys: readonly RawItem[];
  readonly ConsistentRead?: boolean | undefined;
};

/** The reads of one table, before it is known. */
export type TableKeys<Raw> = {
  /** As the request has it. */
  readonly tableName: string;
  readonly request: Raw;
  readonly keys: readonly Item[];
  readonly projection: Projection | undefined;
  readonly isConsistent: boolean;
  /** @throws AwsError `ValidationException` where the keys, or the projection, do not fit the table */
  readonly checkTable: (table: Table) => void;
};

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html */
const MAX_KEYS = 100;

/** @throws AwsError `ValidationException` in AWS's words */
export function compileBatchGet<Raw extends RawTableKeys>(
  tables: Readonly<Record<string, Raw>>,
): readonly TableKeys<Raw>[] {
  // One form of projections must do for all tables.
  checkParameters("GetItem", Object.assign({}, ...Object.values(tables)) as object); // as: of objects, an object.
  let count = 0;
  return Object.entries(tables).map(([tableName, request]) => {
    const compiled = compileTable(tableName, request);
    count += compiled.keys.length;
    if (count > MAX_KEYS) throw validationError("Too many items requested for the BatchGetItem call");
    return compiled;
  });
}

function compileTable<Raw extends RawTableKeys>(tableName: string, request: Raw): TableKeys<Raw> {
  checkParameters("GetItem", request);
  const projection = readProjection(request);
  const keys = request.Keys.map(readItem);
  refuseDuplicateKeys(keys);
  return {
    tableName,
    request,
    keys,
    projection,
    isConsistent: request.ConsistentRead ?? false,
    checkTable: (table) => {
      for (const key of keys) checkKey(key, table.key);
      if (projection !== undefined) checkPaths(projection.paths, table);
    },
  };
}
