import type { Item } from "../item/attribute-value.ts";
import { invalidParameter, validationError } from "../errors.ts";
import type { Path } from "../expression/index.ts";
import { indexKey, itemKey, keyOf, type KeyPart } from "../item/item-key.ts";
import { namesOf } from "../item/key-paths.ts";
import type { KeySchema } from "../table/key-schema.ts";
import type { GlobalIndex, Index, Table } from "../table/table.ts";

/** What a Query or a Scan reads: a table, or one of its indexes. */
export type ReadSource = {
  readonly table: Table;
  /** What it is ordered by. */
  readonly key: KeySchema;
  /** Absent: the table itself. */
  readonly index?: Index;
  readonly isGlobal: boolean;
  /** What a key of it, `ExclusiveStartKey` or `LastEvaluatedKey`, consists of. */
  readonly keyNames: readonly string[];
};

/** What a request says of the source that it reads. */
export type SourceWishes = {
  readonly IndexName?: string | undefined;
  readonly ConsistentRead?: boolean | undefined;
};

/** @throws AwsError `ValidationException` where there is no such index, or it cannot be read so */
export function readSource(table: Table, { IndexName: name, ConsistentRead }: SourceWishes): ReadSource {
  const tableNames = namesOf(table.key);
  if (name === undefined) return { table, key: table.key, isGlobal: false, keyNames: tableNames };
  const named = ({ name: one }: Index): boolean => one === name;
  const global = table.globalIndexes.find(named);
  const index = global ?? table.localIndexes.find(named);
  if (index === undefined) throw validationError(`The table does not have the specified index: ${name}`);
  if (global !== undefined) checkReadable(global, ConsistentRead ?? false);
  const keyNames = [...new Set([...tableNames, ...namesOf(index.key)])];
  return { table, key: index.key, index, isGlobal: global !== undefined, keyNames };
}

function checkReadable({ name, status }: GlobalIndex, isConsistent: boolean): void {
  if (isConsistent) throw validationError("Consistent reads are not supported on global secondary indexes");
  if (status !== "ACTIVE") throw validationError(`Cannot read from backfilling global secondary index: ${name}`);
}

/** The stored key of an item, or of a key alone, in the source. */
export function sourceKey({ table, index }: ReadSource, item: Item): readonly (number | KeyPart)[] {
  const parts = index === undefined ? itemKey(item, table.key) : indexKey(item, index.key, table.key);
  if (parts === undefined) throw new Error("A key of an index has all of its attributes.");
  return parts;
}

/** `LastEvaluatedKey`: where a read goes on behind this item. */
export function lastKey({ table, index }: ReadSource, item: Item): Item {
  const tableKey = keyOf(item, table.key);
  return index === undefined ? tableKey : { ...tableKey, ...keyOf(item, index.key) };
}

/** Which of the attributes that a request names are not in the index. */
export function unprojected({ index, keyNames }: ReadSource, paths: readonly Path[]): readonly string[] {
  if (index === undefined || index.projection.type === "ALL") return [];
  const projected = new Set(keyNames);
  if (index.projection.type === "INCLUDE") for (const name of index.projection.attributes) projected.add(name);
  return [...new Set(paths.map(([name]) => name))].filter((name) => !projected.has(name));
}

/** @throws AwsError `ValidationException` where a global index lacks attributes that are asked for */
export function checkProjected(source: ReadSource, paths: readonly Path[]): void {
  if (!source.isGlobal) return;
  const missing = unprojected(source, paths);
  if (missing.length === 0) return;
  throw invalidParameter(`Global secondary index ${source.index?.name} does not project [${missing.join(", ")}]`);
}

/** @throws AwsError `ValidationException` where an index, of either kind, lacks attributes that a Query filters by */
export function checkFilterProjected(source: ReadSource, paths: readonly Path[]): void {
  const missing = unprojected(source, paths).toSorted();
  if (missing.length === 0) return;
  const problem = `does not project one or more filter attributes: [${missing.join(", ")}]`;
  throw invalidParameter(`Secondary index ${source.index?.name} ${problem}`);
}
