import { encodeKey } from "@skylab/records";
import type { Item } from "../domain/item/attribute-value.ts";
import { bucketsOf, type Segment } from "../domain/read/segments.ts";
import { type Bounds, type Page, type PageRequest, readPage } from "./pages.ts";
import { behindKey } from "./queries.ts";
import type { StoredTable } from "./stored-table.ts";

/** Which page of a scan. */
export type ScanRead = Omit<PageRequest, "bounds" | "reverse"> & {
  /** Absent: everything. */
  readonly segment: Segment | undefined;
  /** The key behind which it goes on. */
  readonly start: Item | undefined;
};

/** Reads a page of a table or an index, or of a segment of it. */
export const readScan = (stored: StoredTable, { segment, start, ...page }: ScanRead): Promise<Page> => {
  const bounds = segment === undefined ? EVERYTHING : segmentBounds(segment);
  const rest = start === undefined ? bounds : behindKey(bounds, page.source, { start, reverse: false });
  return readPage(stored, { ...page, bounds: rest });
};

const EVERYTHING: Bounds = {};

/** Keys begin with their bucket. */
function segmentBounds(segment: Segment): Bounds {
  const { from, to } = bucketsOf(segment);
  return { from: encodeKey(from), to: encodeKey(to) };
}
