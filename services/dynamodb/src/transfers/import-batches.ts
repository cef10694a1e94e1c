import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import type { Item } from "../domain/item/attribute-value.ts";
import type { Import } from "../domain/transfer/import.ts";
import type { RecordReader } from "../domain/transfer/import-source.ts";
import { MalformedObject, recordsOf } from "../domain/transfer/records.ts";

/** One object, as it is read. */
export type Source = {
  readonly import: Import;
  readonly content: AsyncIterable<Uint8Array>;
  readonly reader: RecordReader;
};

/** What is put into the table by one commit. */
export type Batch = {
  readonly items: Item[];
  processed: number;
  errors: number;
  bytes: number;
  /** So many records of the object were read with it. */
  records: number;
  isLast: boolean;
};

/** Records of a commit, and bytes of them, at most. */
const BATCH_RECORDS = 100;
const BATCH_BYTES = 512 * 1024;

/** What is left of an object after so many of its records; of one that can be read no further, what came before. */
export async function* batchesOf(source: Source, skip: number): AsyncGenerator<Batch> {
  const { asked } = source.import;
  let batch = emptyBatch(0);
  try {
    for await (const { bytes, text } of recordsOf(contentOf(source), { isQuoted: asked.InputFormat === "CSV" })) {
      batch.records++;
      if (batch.records <= skip) {
        if (batch.records === 1) source.reader.read(text);
        continue;
      }
      batch.bytes += bytes;
      if (text !== "") addRecord(batch, source.reader.read(text));
      if (batch.processed < BATCH_RECORDS && batch.bytes < BATCH_BYTES) continue;
      yield batch;
      batch = emptyBatch(batch.records);
    }
  } catch (error) {
    if (!isMalformed(error)) throw error;
    batch.errors++;
  }
  batch.isLast = true;
  yield batch;
}

const emptyBatch = (records: number): Batch => ({
  items: [],
  processed: 0,
  errors: 0,
  bytes: 0,
  records,
  isLast: false,
});

function addRecord(batch: Batch, read: ReturnType<RecordReader["read"]>): void {
  if (read === "header") return;
  batch.processed++;
  if (read === "error") batch.errors++;
  else batch.items.push(read);
}

function contentOf({ content, import: { asked } }: Source): AsyncIterable<Uint8Array> {
  if (asked.InputCompressionType !== "GZIP") return content;
  const gunzip = createGunzip();
  // What goes wrong is told by what it ends in.
  return pipeline(Readable.from(content, { objectMode: false }), gunzip, () => undefined);
}

const isMalformed = (error: unknown): boolean => error instanceof MalformedObject || isOfGzip(error);

const isOfGzip = (error: unknown): boolean =>
  error instanceof Error && "code" in error && typeof error.code === "string" && error.code.startsWith("Z_");
