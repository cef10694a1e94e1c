import { isSamePlace, type Place } from "@skylab/aws";
import type { TableAddress } from "../domain/table/table-name.ts";
import type { Transfer } from "../domain/transfer/transfer.ts";
import type { Transfers } from "../store/transfers.ts";

/** As many as AWS lists at most. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListExports.html */
const MOST = 25;

type Listed = Transfer & { readonly table: { readonly name: string } };

type Asked = {
  readonly after: string | undefined;
  readonly limit: number | undefined;
  /** Only those of a table: none of another account's. */
  readonly table: TableAddress | undefined;
};

type ListedPage<Kept> = { readonly listed: readonly Kept[]; readonly last: string | undefined };

/** A page of exports or imports, in the order of their times; `last`: after which the next page begins. */
export async function listTransfers<Kept extends Listed>(
  transfers: Transfers<Kept>,
  place: Place,
  { after, limit = MOST, table }: Asked,
): Promise<ListedPage<Kept>> {
  if (table !== undefined && !isSamePlace(table.place, place)) return { listed: [], last: undefined };
  const found: Kept[] = [];
  for (let from = after; ;) {
    const piece = await transfers.list(place, from, MOST);
    found.push(...piece.filter(({ table: { name } }) => table === undefined || name === table.name));
    from = piece.at(-1)?.id;
    if (found.length > limit || piece.length < MOST) break;
  }
  const listed = found.slice(0, limit);
  return { listed, last: found.length > limit ? listed.at(-1)?.id : undefined };
}
