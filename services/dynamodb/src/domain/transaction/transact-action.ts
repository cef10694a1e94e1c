import type { Place } from "@skylab/aws";
import { validationError } from "../errors.ts";
import { checkItemSize } from "../item/item-size.ts";
import { compileItemUpdate, type RawUpdate } from "../item/item-update.ts";
import { compileConditionCheck, compileDelete, compilePut, type ItemWrite, type RawWrite } from "../item/item-write.ts";
import { olderReader } from "../item/older-words.ts";
import type { RawItem } from "../item/read-item.ts";
import { readTableName, type TableAddress } from "../table/table-name.ts";

/** An action of a TransactWriteItems. */
export type TransactAction = ItemWrite & {
  /** As the request names the table. */
  readonly tableName: string;
  readonly address: TableAddress;
  /** Whether it only looks at the item. */
  readonly isCheck: boolean;
};

/** An action as a request has it: one of its members is there. */
type Named = { readonly TableName: string };
type RawAction = {
  readonly Put?: (Named & RawWrite & { readonly Item: RawItem }) | undefined;
  readonly Update?: (Named & RawUpdate) | undefined;
  readonly Delete?: (Named & RawWrite & { readonly Key: RawItem }) | undefined;
  readonly ConditionCheck?: (Named & RawWrite & { readonly Key: RawItem }) | undefined;
};

/**
 * The actions of a request: the names of all tables are read first, and then one action after the other.
 * @throws AwsError `ValidationException` in AWS's words
 */
export function readActions(items: readonly RawAction[], place: Place): readonly TransactAction[] {
  const named = items.map((item, index) => {
    const [member, { TableName: tableName }] = onlyMember(item);
    const path = `transactItems.${index + 1}.member.${member}.tableName`;
    return { item, tableName, address: readTableName(tableName, place, path) };
  });
  return named.map(({ item, ...table }) => {
    const isCheck = item.ConditionCheck !== undefined;
    return Object.assign(compile(item), table, { isCheck });
  });
}

function onlyMember({ ConditionCheck, Put, Delete, Update }: RawAction): readonly [name: string, member: Named] {
  const members = Object.entries({ conditionCheck: ConditionCheck, put: Put, delete: Delete, update: Update });
  const given = members.flatMap(([name, member]) => (member === undefined ? [] : [[name, member] as const]));
  const [first, ...others] = given;
  if (first === undefined) {
    throw validationError("Invalid Request: TransactWriteRequest should contain Delete or Put or Update request");
  }
  if (others.length > 0) throw validationError("TransactItems can only contain one of Check, Put, Update or Delete");
  return first;
}

function compile({ ConditionCheck: check, Put: put, Delete: deletion, Update: update }: RawAction): ItemWrite {
  if (put !== undefined) {
    const write = compilePut(put, olderReader);
    checkItemSize(write.key);
    return write;
  }
  if (update !== undefined) return compileItemUpdate(update, olderReader);
  if (deletion !== undefined) return compileDelete(deletion, olderReader);
  if (check !== undefined) return compileConditionCheck(check, olderReader);
  throw new Error("An action without a member was let in.");
}
