import type { Place } from "@skylab/aws";
import type { Item } from "../item/attribute-value.ts";
import { checkKey } from "../item/check-key.ts";
import { checkParameters, type Projection } from "../expression/index.ts";
import { checkPaths } from "../item/key-paths.ts";
import { readOlderItem } from "../item/older-words.ts";
import type { RawItem } from "../item/read-item.ts";
import { type RawProjection, readProjection } from "../read/read-projection.ts";
import type { Table } from "../table/table.ts";
import { readTableName, type TableAddress } from "../table/table-name.ts";

/** An item that a TransactGetItems reads. */
export type TransactGet = {
  /** As the request names the table. */
  readonly tableName: string;
  readonly address: TableAddress;
  readonly key: Item;
  readonly projection: Projection | undefined;
  /** @throws AwsError `ValidationException` where it does not fit the table */
  readonly checkTable: (table: Table) => void;
};

type RawGet = RawProjection & { readonly TableName: string; readonly Key: RawItem };

/**
 * What a request reads: the names of all tables are read first, and then one after the other.
 * @throws AwsError `ValidationException` in AWS's words
 */
export function readGets(items: readonly { readonly Get: RawGet }[], place: Place): readonly TransactGet[] {
  const named = items.map(({ Get: get }, index) => {
    const path = `transactItems.${index + 1}.member.get.tableName`;
    return { get, address: readTableName(get.TableName, place, path) };
  });
  return named.map(({ get, address }) => readGet(get, address));
}

function readGet(get: RawGet, address: TableAddress): TransactGet {
  checkParameters("GetItem", get);
  const key = readOlderItem(get.Key);
  const projection = readProjection(get);
  return {
    tableName: get.TableName,
    address,
    key,
    projection,
    checkTable: (table) => {
      checkKey(key, table.key);
      if (projection !== undefined) checkPaths(projection.paths, table);
    },
  };
}
