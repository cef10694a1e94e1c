import { prefixRange, type Table } from "@skylab/records";
import type { Call } from "@skylab/service";
import { noSuchPart } from "../domain/v2/errors.ts";
import { invalidToken, readV2Page, type V2Paged, v2PageOf, type V2PageRequest } from "../domain/v2/page.ts";
import type { ApigatewayStore } from "../store/store.ts";
import { requireApi } from "./changes/change-api.ts";

/** Rows of parts of an API: those whose keys begin so, with the API's id. */
export type PartKey = readonly [apiId: string, ...ids: string[]];

export type Part<Row> = {
  readonly table: Table<Row>;
  /** As AWS calls it where it is not there: `Route`. */
  readonly kind: string;
  readonly key: PartKey;
};

/** A part of an API as it is, or AWS's refusal. */
export async function findPart<Row>(
  store: ApigatewayStore,
  { place }: Pick<Call, "place">,
  { key, kind, table }: Part<Row>,
): Promise<Row> {
  const rows = store.of(place);
  await requireApi(rows, place, key[0]);
  const found = await rows.get(table, ...key);
  if (found === undefined) throw noSuchPart(kind, key.at(-1) ?? "");
  return found;
}

export type PartList<Row, Item> = {
  readonly table: Table<Row>;
  readonly of: PartKey;
  readonly page: V2PageRequest;
  readonly describe: (row: Row) => Item;
};

/** A page of the parts of an API of one kind, or AWS's refusal. */
export async function listParts<Row, Item>(
  store: ApigatewayStore,
  { place }: Pick<Call, "place">,
  { describe, of, page, table }: PartList<Row, Item>,
): Promise<V2Paged<Item>> {
  const { after, limit } = readV2Page(page);
  const rows = store.of(place);
  await requireApi(rows, place, of[0]);
  // A token of another list would lead there.
  if (after !== undefined && Buffer.compare(after, prefixRange(...of).from) < 0) throw invalidToken();
  return v2PageOf(await rows.list(table, { prefix: of, after, limit: limit + 1 }), limit, describe);
}
