import { pageToken } from "@skylab/aws";
import type { Page, PageRequest } from "./page.ts";

/** How items are told apart, and in which order their names come. */
export type Listed<Item> = {
  readonly nameOf: (item: Item) => string;
  readonly compare?: (a: string, b: string) => number;
};

/** A page of what one row holds whole: a user's tags, groups, keys. The last item of the page before may be gone. */
export function pageOfList<Item>(
  { after, limit }: PageRequest,
  items: readonly Item[],
  { nameOf, compare = byCodeUnits }: Listed<Item>,
): Page<Item> {
  const marker = after && Buffer.from(after).toString();
  const following = items
    .filter((item) => marker === undefined || compare(nameOf(item), marker) > 0)
    .toSorted((a, b) => compare(nameOf(a), nameOf(b)));
  const rows = following.slice(0, limit);
  const last = rows.at(-1);
  if (following.length <= limit || last === undefined) return { rows, IsTruncated: false };
  return { rows, IsTruncated: true, Marker: pageToken(Buffer.from(nameOf(last))) };
}

const byCodeUnits = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
