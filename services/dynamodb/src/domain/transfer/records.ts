/** A line of an object that is imported, or of a CSV file a row, which may be several lines. */
export type SourceRecord = {
  readonly text: string;
  /** Of the object, with the end of the line. */
  readonly bytes: number;
};

/** An object that can be read no further. */
export class MalformedObject extends Error {}

/** No record of an item of 400 KB comes near it; what is longer has no lines. */
const MAX_RECORD_BYTES = 8 * 1024 * 1024;

const NEWLINE = 0x0a;
const QUOTE = 0x22;

/**
 * The records of an object, a chunk after the other in memory. In CSV, ends of lines between quotes are of the value.
 * @throws MalformedObject where a record does not end
 */
export async function* recordsOf(
  chunks: AsyncIterable<Uint8Array>,
  { isQuoted }: { readonly isQuoted: boolean },
): AsyncGenerator<SourceRecord> {
  let pieces: Uint8Array[] = [];
  let length = 0;
  let isInQuotes = false;
  for await (const chunk of chunks) {
    let start = 0;
    for (const [index, byte] of chunk.entries()) {
      if (isQuoted && byte === QUOTE) isInQuotes = !isInQuotes;
      if (byte !== NEWLINE || isInQuotes) continue;
      yield recordOf([...pieces, chunk.subarray(start, index + 1)]);
      pieces = [];
      length = 0;
      start = index + 1;
    }
    pieces.push(chunk.subarray(start));
    length += chunk.length - start;
    if (length > MAX_RECORD_BYTES) throw new MalformedObject("A record does not end");
  }
  if (length > 0) yield recordOf(pieces);
}

function recordOf(pieces: readonly Uint8Array[]): SourceRecord {
  const bytes = Buffer.concat(pieces);
  return { text: bytes.toString().replace(/\r?\n$/, ""), bytes: bytes.length };
}
