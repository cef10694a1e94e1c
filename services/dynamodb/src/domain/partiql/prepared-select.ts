import type { AttributeValue, Item } from "../item/attribute-value.ts";
import { invalidParameter, validationError } from "../errors.ts";
import { type Condition, orderOf, type Path, type Projection, reader, setMember } from "../expression/index.ts";
import { checkPaths, namesOf } from "../item/key-paths.ts";
import { checkProjected, type ReadSource, readSource, unprojected } from "../read/read-source.ts";
import type { Index, Table } from "../table/table.ts";
import type { Parameters } from "./constant.ts";
import { type KeyBranch, keyBranches, onlyKey } from "./key-branches.ts";
import type { OrderTerm, PathNode, SelectNode } from "./syntax.ts";
import { compileWhere } from "./where.ts";

/** A SELECT before its table is known. */
export type PreparedSelect = {
  /** Absent: whole items. */
  readonly projection: Projection | undefined;
  /** @throws AwsError `ValidationException` where it cannot be read so */
  readonly on: (table: Table, isConsistent: boolean) => SelectPlan;
  /** The key of the only item that it can answer; `undefined` where its WHERE names more, or less. */
  readonly keyOn: (table: Table) => Item | undefined;
};

/** How a SELECT is read. */
export type SelectPlan = {
  readonly source: ReadSource;
  readonly filter: Condition | undefined;
  readonly projection: Projection | undefined;
  /** In their order; absent: everything is looked at. */
  readonly branches: readonly KeyBranch[] | undefined;
  /** Within each hash key from the end. */
  readonly reverse: boolean;
};

/** @throws AwsError `ValidationException` in AWS's words */
export function prepareSelect(node: SelectNode, parameters: Parameters): PreparedSelect {
  const projection = node.columns && compileColumns(node.columns);
  const filter = node.where && compileWhere(node.where, parameters);
  return {
    projection,
    on: (table, isConsistent) => {
      const source = sourceOf(table, node.from.index, isConsistent);
      const branches = node.where && keyBranches(node.where, source.key, parameters);
      checkOrder(node, source, branches);
      if (branches !== undefined) checkFilters(source, branches);
      if (projection !== undefined) checkProjected(source, projection.paths);
      checkPaths([...(projection?.paths ?? []), ...(filter?.paths ?? [])], table);
      const { range } = source.key;
      const rangeTerm = node.orderBy.find(({ attribute }) => attribute === range[0]?.name);
      return {
        source,
        filter,
        projection,
        branches: branches && inOrder(branches, source, node.orderBy),
        // Measured: where only the hash attribute is in ORDER BY, AWS reads its items from the end.
        reverse: rangeTerm?.descending ?? node.orderBy.length > 0,
      };
    },
    keyOn: (table) => {
      const { index: name } = node.from;
      if (name !== undefined) {
        sourceOf(table, name, false);
        return undefined;
      }
      if (node.where === undefined) return undefined;
      return onlyKey(node.where, table.key, parameters);
    },
  };
}

/** Columns bear the last name of their path, and the list indexes behind it. */
function compileColumns(columns: readonly PathNode[]): Projection {
  const named = columns.map(({ path }) => ({ name: columnName(path), path, read: reader(path) }));
  const names = named.map(({ name }) => name);
  const repeated = names.find((name, index) => names.indexOf(name) < index);
  if (repeated !== undefined) throw validationError(`Duplicate identifiers in select clause: ${repeated}`);
  return {
    paths: named.map(({ path }) => path),
    project: (item) => {
      const row: Record<string, AttributeValue> = {};
      for (const { name, read } of named) {
        const value = read(item);
        if (value !== undefined) setMember(row, name, value);
      }
      return row;
    },
  };
}

function columnName(path: Path): string {
  const last = path.findLastIndex((step) => typeof step === "string");
  return path.slice(last + 1).reduce<string>((name, index) => `${name}[${index}]`, String(path[last]));
}

function sourceOf(table: Table, name: string | undefined, isConsistent: boolean): ReadSource {
  if (name === undefined) return readSource(table, {});
  const named = ({ name: one }: Index): boolean => one === name;
  const isGlobal = table.globalIndexes.some(named);
  // AWS ends these words with the index's name elsewhere.
  if (!isGlobal && !table.localIndexes.some(named))
    throw validationError("The table does not have the specified index");
  if (isGlobal && isConsistent) {
    throw validationError("Strongly consistent read is not supported on Global Secondary Indexes");
  }
  const source = readSource(table, { IndexName: name });
  if (source.key.hash.length > 1 || source.key.range.length > 1) {
    throw validationError(
      "PartiQL statements cannot be executed on tables with multi-attribute HASH keys or multi-attribute RANGE keys.",
    );
  }
  return source;
}

function checkOrder({ where, orderBy }: SelectNode, { key }: ReadSource, branches: SelectPlan["branches"]): void {
  if (orderBy.length === 0) return;
  if (where === undefined) throw validationError("Must have WHERE clause in the statement when using ORDER BY clause.");
  const names = namesOf(key);
  const other = orderBy.find(({ attribute }) => !names.includes(attribute));
  if (other !== undefined) {
    throw validationError(`Attribute ${other.attribute} in ORDER BY clause must be part of the primary key`);
  }
  if (branches === undefined) {
    throw validationError(
      "Must have at least one non-optional hash key condition in WHERE clause when using ORDER BY clause.",
    );
  }
  const hashes = new Set(branches.map(({ hash }) => JSON.stringify(hash)));
  if (hashes.size > 1 && !orderBy.some(({ attribute }) => attribute === names[0])) {
    throw validationError(
      "Must have hash key in ORDER BY clause when more than one hash key condition specified in WHERE clause.",
    );
  }
}

/**
 * An index that is asked by its key cannot filter by what it lacks. AWS lets it pass where some branch asks for nothing
 * that the index lacks, and otherwise names what the branch of the highest hash key does.
 */
function checkFilters(source: ReadSource, branches: readonly KeyBranch[]): void {
  const [last] = branches.toSorted((a, b) => orderOf(b.hash, a.hash) ?? 0);
  const missing = branches.map(({ names }) => missingOf(source, names));
  if (last === undefined || missing.some(({ length }) => length === 0)) return;
  const problem = `does not project one or more filter attributes: [${missingOf(source, last.names).join(", ")}]`;
  throw invalidParameter(`Secondary index ${source.index?.name} ${problem}`);
}

const missingOf = (source: ReadSource, names: readonly string[]): readonly string[] =>
  unprojected(
    source,
    names.map((name) => [name]),
  );

/** Hash keys in the order that was asked for, and those without one as they stand in the statement. */
function inOrder(
  branches: readonly KeyBranch[],
  { key }: ReadSource,
  orderBy: readonly OrderTerm[],
): readonly KeyBranch[] {
  const term = orderBy.find(({ attribute }) => attribute === key.hash[0]?.name);
  if (term === undefined) return branches;
  const sign = term.descending ? -1 : 1;
  return branches.toSorted((a, b) => sign * (orderOf(a.hash, b.hash) ?? 0));
}
