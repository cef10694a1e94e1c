import { AwsError } from "@skylab/aws";
import type { Item } from "../item/attribute-value.ts";
import { checkItemKeys, checkKey } from "../item/check-key.ts";
import { validationError } from "../errors.ts";
import type { Condition } from "../expression/index.ts";
import { checkItemSize } from "../item/item-size.ts";
import { itemUpdateOf } from "../item/item-update.ts";
import type { ItemWrite } from "../item/item-write.ts";
import { checkPaths } from "../item/key-paths.ts";
import type { Table } from "../table/table.ts";
import { constantOf, membersOf, type Parameters } from "./constant.ts";
import { conjunctsOf, firstKey, fixesEach, type KeyValues, keyValuesOf, writtenKey } from "./key-equalities.ts";
import { compileClauses } from "./set-clauses.ts";
import type { DeleteNode, ExistsNode, ExpressionNode, InsertNode, Returning, UpdateNode } from "./syntax.ts";
import { compileWhere } from "./where.ts";

type WriteNode = InsertNode | UpdateNode | DeleteNode | ExistsNode;

/** A statement that writes, before its table is known. */
export type PreparedWrite = {
  readonly returning: Returning | undefined;
  /** @throws AwsError `ValidationException` where its WHERE does not name one item of the table */
  readonly on: (table: Table) => ItemWrite;
  /** In a transaction: that the WHERE names no item is told by the write's `checkTable`, as a reason to cancel. */
  readonly inTransaction: (table: Table) => ItemWrite;
  /** What RETURNING shows of a change; nothing if there is nothing. */
  readonly returned: (before: Item | undefined, after: Item | undefined) => Item | undefined;
};

export type WriteOptions = {
  readonly parameters: Parameters;
  /** Whether the error of a condition that does not hold bears the item. */
  readonly tellsOldItem: boolean;
};

/** @throws AwsError `ValidationException` in AWS's words */
export function prepareWrite(node: WriteNode, options: WriteOptions): PreparedWrite {
  if (node.type === "insert") return prepareInsert(node, options);
  if (node.from.index !== undefined) throw validationError("This operation is not supported on an index");
  if (node.type === "update") return prepareUpdate(node, options);
  return node.type === "delete" ? prepareDelete(node, options) : prepareExists(node, options);
}

function prepareInsert({ item: node }: InsertNode, { parameters }: WriteOptions): PreparedWrite {
  if (node.type !== "struct") {
    const format = "Please use struct format {...} to express item values for insert statement.";
    throw validationError(`Unsupported format in item expression. ${format}`);
  }
  const item = Object.fromEntries(
    membersOf(node, "root").map(([name, value]) => [name, constantOf(value, parameters)]),
  );
  checkItemSize(item);
  const write: ItemWrite = {
    key: item,
    condition: undefined,
    tellsOldItem: false,
    checkTable: (table) => checkItemKeys(item, table),
    apply: (before) => {
      if (before !== undefined) throw duplicateItem();
      return item;
    },
  };
  return { returning: undefined, on: () => write, inTransaction: () => write, returned: () => undefined };
}

const duplicateItem = (): AwsError =>
  new AwsError("DuplicateItemException", "Duplicate primary key exists in table", { status: 400 });

/** An item that is not there fails the condition: it has no key. */
function prepareUpdate({ where, actions, returning }: UpdateNode, options: WriteOptions): PreparedWrite {
  const { parameters, tellsOldItem } = options;
  const update = compileClauses(actions, parameters);
  const condition = conditionOf(where, parameters);
  return {
    ...keyedWrite({ where, parameters }, (key) => itemUpdateOf({ key, condition, tellsOldItem, update })),
    returning,
    returned: (before, after) => {
      const item = returning?.endsWith("OLD") === true ? before : after;
      return returning?.startsWith("MODIFIED") === true ? update.updated(item) : item;
    },
  };
}

/** A write without a WHERE names no item, and is refused for that once its table is known. */
const conditionOf = (where: ExpressionNode | undefined, parameters: Parameters): Condition =>
  where === undefined ? { holds: () => true, paths: [] } : compileWhere(where, parameters);

/** An item that is not there is deleted already. */
function prepareDelete({ where, returning }: DeleteNode, { parameters, tellsOldItem }: WriteOptions): PreparedWrite {
  if (returning !== undefined && returning !== "ALL OLD") {
    const rule = "Only RETURNING ALL OLD * is allowed in DELETE statements.";
    throw validationError(`Invalid returning clause: RETURNING ${returning} *. ${rule}`);
  }
  const asked = conditionOf(where, parameters);
  const condition = { ...asked, holds: (item: Item | undefined) => item === undefined || asked.holds(item) };
  return {
    ...keyedWrite({ where, parameters }, (key) => ({
      ...conditionalWrite(key, condition, tellsOldItem),
      apply: () => undefined,
    })),
    returning,
    returned: (before) => before,
  };
}

/** A condition that stands alone. */
function prepareExists({ where }: ExistsNode, { parameters, tellsOldItem }: WriteOptions): PreparedWrite {
  const condition = conditionOf(where, parameters);
  const on = ({ key }: Table): ItemWrite => {
    const found = keyValuesOf(conjunctsOf(where), key, parameters);
    const conditions = found.others + Math.max(...[...found.values.values()].map(({ length }) => length - 1), 0);
    if (!fixesEach(found, key) || conditions === 0) {
      throw validationError("EXISTS() must contain a single item read with additional condition");
    }
    return { ...conditionalWrite(firstKey(found), condition, tellsOldItem), apply: (before) => before };
  };
  return { returning: undefined, on, inTransaction: on, returned: () => undefined };
}

const conditionalWrite = (key: Item, condition: Condition, tellsOldItem: boolean): Omit<ItemWrite, "apply"> => ({
  key,
  condition,
  tellsOldItem,
  checkTable: (table) => {
    checkKey(key, table.key);
    checkPaths(condition.paths, table);
  },
});

type Keyed = Pick<UpdateNode, "where"> & Pick<WriteOptions, "parameters">;

/** A write of the item that a WHERE names. */
function keyedWrite(
  { where, parameters }: Keyed,
  write: (key: Item) => ItemWrite,
): Pick<PreparedWrite, "on" | "inTransaction"> {
  const nodes = conjunctsOf(where);
  const keyValues = ({ key }: Table): KeyValues => keyValuesOf(nodes, key, parameters);
  return {
    on: (table) => write(writtenKey(keyValues(table), table.key)),
    inTransaction: (table) => {
      const found = keyValues(table);
      const inner = write(firstKey(found));
      return {
        ...inner,
        checkTable: (now) => {
          inner.checkTable(now);
          writtenKey(found, now.key);
        },
      };
    },
  };
}
