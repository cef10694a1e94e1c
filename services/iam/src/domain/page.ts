import { pageToken, readPageToken } from "@skylab/aws";
import { validationError } from "./errors.ts";

/** Which part of a list a request asks for. */
export type PageRequest = {
  /** The key of the last row of the page before. */
  readonly after: Uint8Array | undefined;
  readonly limit: number;
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUsers.html */
const DEFAULT_MAX_ITEMS = 100;

/** @throws AwsError `ValidationError` for a marker that is none */
export function readPage(input: {
  readonly MaxItems?: number | undefined;
  readonly Marker?: string | undefined;
}): PageRequest {
  const { MaxItems: limit = DEFAULT_MAX_ITEMS, Marker: marker } = input;
  return { after: readPageToken(marker, () => validationError("Invalid Marker.")), limit };
}

/** A page of all that follows: what matches, read piece by piece until the page is full. */
export type Page<Row> = { readonly rows: readonly Row[]; readonly IsTruncated: boolean; readonly Marker?: string };

/** Rows with their keys, in key order, after a key. */
export type ReadRows<Row> = (
  after: Uint8Array | undefined,
  limit: number,
) => Promise<readonly { readonly key: Uint8Array; readonly row: Row }[]>;

/** Reads a page of the rows that match. */
export async function readPageOf<Row>(
  { after, limit }: PageRequest,
  read: ReadRows<Row>,
  matches: (row: Row) => boolean = () => true,
): Promise<Page<Row>> {
  const found: { readonly key: Uint8Array; readonly row: Row }[] = [];
  let from = after;
  while (found.length <= limit) {
    const piece = await read(from, PIECE);
    found.push(...piece.filter(({ row }) => matches(row)));
    from = piece.at(-1)?.key;
    if (piece.length < PIECE) break;
  }
  const rows = found.slice(0, limit).map(({ row }) => row);
  const last = found[limit - 1];
  if (found.length <= limit || last === undefined) return { rows, IsTruncated: false };
  return { rows, IsTruncated: true, Marker: pageToken(last.key) };
}

/** Rows that are read at a time: a page of the default length, and one more. */
const PIECE = DEFAULT_MAX_ITEMS + 1;

/** Several lists as one: what each reads, one after the other. */
export function inTurn<Row>(lists: readonly ReadRows<Row>[]): ReadRows<Row> {
  return async (after, limit) => {
    const rows: { readonly key: Uint8Array; readonly row: Row }[] = [];
    let from = after?.subarray(1);
    for (let list = after?.[0] ?? 0; list < lists.length && rows.length < limit; list++) {
      const read = await lists[list]?.(from, limit - rows.length);
      for (const { key, row } of read ?? []) rows.push({ key: Uint8Array.of(list, ...key), row });
      from = undefined;
    }
    return rows;
  };
}
