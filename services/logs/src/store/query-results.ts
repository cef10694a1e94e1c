import { promisify } from "node:util";
import { deflateRaw, inflateRaw } from "node:zlib";
import {
  decodeKey,
  encodeKey,
  keyAfter,
  type KeyRange,
  type Partition,
  prefixRange,
  type Write,
} from "@skylab/records";
import type { ResultRow } from "../domain/insights/query.ts";
import { QUERY_RESULTS_SPACE } from "./spaces.ts";

/** So many rows are one record, and fewer where they are long. */
const PIECE_ROWS = 500;
const PIECE_CHARS = 256 * 1024;

/** So many bytes are written at a time. */
const COMMIT_BYTES = 4 * 1024 * 1024;

const pack = promisify(deflateRaw);
const unpack = promisify(inflateRaw);

/** Writes the results of a query. */
export async function writeResults(
  partition: Partition,
  name: string,
  { expiresAt, rows }: { readonly rows: readonly ResultRow[]; readonly expiresAt: number },
): Promise<void> {
  let writes: Write[] = [];
  let bytes = 0;
  const commit = async (): Promise<void> => {
    if (writes.length > 0) await partition.commit({ writes });
    writes = [];
    bytes = 0;
  };
  for (const { piece, start } of piecesOf(rows)) {
    const value = await pack(JSON.stringify(piece), { level: 1 });
    writes.push({ kind: "put", space: QUERY_RESULTS_SPACE, key: encodeKey(name, start), value, expiresAt });
    bytes += value.length;
    if (bytes >= COMMIT_BYTES) await commit();
  }
  await commit();
}

/** Pieces by the numbers of their first rows. */
function* piecesOf(
  rows: readonly ResultRow[],
): Generator<{ readonly start: number; readonly piece: readonly ResultRow[] }> {
  let start = 0;
  let chars = 0;
  for (const [index, row] of rows.entries()) {
    for (const { field, value } of row) chars += field.length + value.length;
    if (index - start + 1 < PIECE_ROWS && chars < PIECE_CHARS) continue;
    yield { start, piece: rows.slice(start, index + 1) };
    start = index + 1;
    chars = 0;
  }
  if (start < rows.length) yield { start, piece: rows.slice(start) };
}

/** Rows of a query's results from one on. */
export async function readResults(
  partition: Partition,
  name: string,
  { count, from }: { readonly from: number; readonly count: number },
): Promise<readonly ResultRow[]> {
  // The piece that the first row is in begins at it, or before.
  const upTo = { from: encodeKey(name), to: encodeKey(name, from + 1), limit: 1, reverse: true };
  const [first] = await partition.range(QUERY_RESULTS_SPACE, upTo);
  if (first === undefined) return [];
  const skipped = from - Number(decodeKey(first.key)[1]);
  const rows: ResultRow[] = [];
  for await (const piece of pieces(partition, { ...prefixRange(name), from: first.key })) {
    rows.push(...piece);
    if (rows.length >= skipped + count) break;
  }
  return rows.slice(skipped, skipped + count);
}

const READ_PIECES = 8;

async function* pieces(partition: Partition, bounds: KeyRange): AsyncGenerator<readonly ResultRow[]> {
  let rest: KeyRange | undefined = bounds;
  while (rest !== undefined) {
    const entries = await partition.range(QUERY_RESULTS_SPACE, { ...rest, limit: READ_PIECES });
    for (const { value } of entries) yield JSON.parse((await unpack(value)).toString()) as ResultRow[]; // as: only `writeResults` writes this space.
    const last = entries.at(-1)?.key;
    rest = last === undefined || entries.length < READ_PIECES ? undefined : { ...rest, from: keyAfter(last) };
  }
}
