import { hash } from "node:crypto";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { Entry } from "@skylab/records";
import { itemSize } from "../domain/item/item-size.ts";
import {
  arnOfExport,
  type Export,
  type ExportFile,
  exportKey,
  fileName,
  MANIFEST_FILES,
  MANIFEST_SUMMARY,
  summaryManifest,
} from "../domain/transfer/export.ts";
import { failureOf } from "../domain/transfer/transfer.ts";
import { decodeItem } from "../store/item-table.ts";
import type { DynamoStore } from "../store/store.ts";
import type { PlacedTransfer } from "../store/transfers.ts";
import { openBucket, type TransferBucket } from "./transfer-bucket.ts";
import type { Turn } from "./turn.ts";

/** Writes what is left of an export, and ends it; or leaves the rest to another turn. */
export async function exportTable({ exports }: DynamoStore, begun: PlacedTransfer<Export>, turn: Turn): Promise<void> {
  const { place, transfer } = begun;
  try {
    const written = await writeFiles(exports, begun, turn);
    if (written === "later") return;
    const outcome = { endedAt: turn.clock.now() };
    await writeManifests(exports, { place, transfer: written }, turn);
    await exports.end(place, { ...written, outcome });
  } catch (error) {
    const failure = failureOf(error);
    if (failure === undefined) throw error;
    await exports.end(place, { ...transfer, outcome: { endedAt: turn.clock.now(), failure } });
  }
}

type Exports = DynamoStore["exports"];

const bucketOf = ({ place, transfer }: PlacedTransfer<Export>, { call }: Turn): TransferBucket =>
  openBucket(call, {
    place,
    transfer,
    arn: arnOfExport(place, transfer),
    ...transfer.destination,
    owner: transfer.destination.owner,
  });

async function writeFiles(exports: Exports, begun: PlacedTransfer<Export>, turn: Turn): Promise<Export | "later"> {
  const { place } = begun;
  const bucket = bucketOf(begun, turn);
  for (let { transfer } = begun; ;) {
    const items = await exports.items(place, transfer);
    if (items === "later" || turn.signal.aborted) return "later";
    const isFirst = transfer.progress.files === 0;
    // A table without items has a file without items.
    if (items.length === 0 && !isFirst) return transfer;
    if (isFirst) await bucket.put(exportKey(transfer, "_started"), NOTHING, transfer.destination);
    const { file, next } = await writeFile(bucket, transfer, items);
    if (!(await exports.keepFile(place, next, file))) return "later";
    transfer = next;
  }
}

const NOTHING = new Uint8Array(0);

const compress = promisify<Uint8Array, Buffer>(gzip);

type Written = { readonly file: ExportFile; readonly next: Export };

/** Written twice, it is the same object. */
async function writeFile(bucket: TransferBucket, one: Export, items: readonly Entry[]): Promise<Written> {
  const { destination, progress } = one;
  // Items are stored as DynamoDB's JSON has them.
  const lines = items.map(({ value }) => `{"Item":${Buffer.from(value).toString()}}\n`);
  const bytes = await compress(Buffer.from(lines.join("")));
  const dataFileS3Key = exportKey(one, fileName(one, progress.files));
  const etag = await bucket.put(dataFileS3Key, bytes, destination);
  const last = items.at(-1);
  return {
    file: { itemCount: items.length, md5Checksum: md5(bytes), etag, dataFileS3Key },
    next: {
      ...one,
      progress: {
        files: progress.files + 1,
        items: progress.items + items.length,
        bytes: items.reduce((sum, { value }) => sum + itemSize(decodeItem(value)), progress.bytes),
        ...(last && { after: Buffer.from(last.key).toString("base64") }),
      },
    },
  };
}

/** The summary comes last: where it is, all is there. */
async function writeManifests(exports: Exports, written: PlacedTransfer<Export>, turn: Turn): Promise<void> {
  const { place, transfer } = written;
  const bucket = bucketOf(written, turn);
  const put = async (name: string, text: string): Promise<void> => {
    await bucket.put(exportKey(transfer, name), Buffer.from(text), transfer.destination);
    const checksum = exportKey(transfer, name.replace(".json", ".md5"));
    await bucket.put(checksum, Buffer.from(md5(text)), transfer.destination);
  };
  const files: string[] = [];
  for await (const file of exports.files(place, transfer)) files.push(`${JSON.stringify(file)}\n`);
  await put(MANIFEST_FILES, files.join(""));
  await put(MANIFEST_SUMMARY, summaryManifest(place, transfer, turn.clock.now()));
}

const md5 = (bytes: Uint8Array | string): string => hash("md5", bytes, "base64");
