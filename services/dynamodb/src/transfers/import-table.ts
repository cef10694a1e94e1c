import type { Place } from "@skylab/aws";
import { arnOfImport, type Import, type ImportProgress } from "../domain/transfer/import.ts";
import { openReader } from "../domain/transfer/import-source.ts";
import type { Item } from "../domain/item/attribute-value.ts";
import { type Failure, failureOf } from "../domain/transfer/transfer.ts";
import type { StoredTable } from "../store/stored-table.ts";
import type { DynamoStore } from "../store/store.ts";
import { itemRow } from "../store/transactions.ts";
import type { PlacedTransfer } from "../store/transfers.ts";
import { batchesOf } from "./import-batches.ts";
import { openBucket } from "./transfer-bucket.ts";
import type { Turn } from "./turn.ts";

/** Imports what is left, and ends the import; or leaves the rest to another turn. */
export async function importTable(store: DynamoStore, begun: PlacedTransfer<Import>, turn: Turn): Promise<void> {
  const { place } = begun;
  let { progress } = begun.transfer;
  const transfer = (): Import => ({ ...begun.transfer, progress });
  const end = (failure?: Failure): Promise<void> =>
    endImport(store, place, { ...transfer(), outcome: { endedAt: turn.clock.now(), ...(failure && { failure }) } });
  try {
    for await (const reached of readObjects(store, begun, turn)) {
      progress = reached;
      if (!(await store.imports.keep(place, transfer())) || turn.signal.aborted) return;
    }
  } catch (error) {
    const failure = failureOf(error);
    if (failure === undefined) throw error;
    await end(failure);
    return;
  }
  await end();
}

/** Of an import that has failed, the table has what came before. */
async function endImport({ imports, tables }: DynamoStore, place: Place, ended: Import): Promise<void> {
  await tables.change(place, ended.table.name, (before) => {
    if (before.id !== ended.table.id) return before;
    const { importing: _ended, ...table } = before;
    return table;
  });
  await imports.keep(place, ended);
}

/** Puts the items of all objects into the table; after each commit it tells how far that is, so that nothing counts twice. */
async function* readObjects(
  store: DynamoStore,
  { place, transfer }: PlacedTransfer<Import>,
  { call, clock }: Turn,
): AsyncGenerator<ImportProgress> {
  const { S3Bucket: bucket, S3BucketOwner: owner, S3KeyPrefix: prefix = "" } = transfer.asked.S3BucketSource;
  const objects = openBucket(call, { place, transfer, arn: arnOfImport(place, transfer), bucket, owner });
  let { progress } = transfer;
  for await (const object of objects.list(prefix, progress.done)) {
    const stored = await findTable(store, place, transfer);
    if (stored === undefined) return;
    const { key } = object;
    const skip = progress.object?.key === key ? progress.object.records : 0;
    const source = { import: transfer, content: objects.read(object), reader: openReader(transfer, stored.table) };
    for await (const batch of batchesOf(source, skip)) {
      await putItems(store, { place, transfer, now: clock.now() }, batch.items);
      const { done, object: _before, ...counts } = progress;
      progress = {
        ...(batch.isLast ? { done: key } : { done, object: { key, records: batch.records } }),
        processed: counts.processed + batch.processed,
        imported: counts.imported + batch.items.length,
        errors: counts.errors + batch.errors,
        bytes: counts.bytes + batch.bytes,
      };
      yield progress;
    }
  }
}

async function findTable({ tables }: DynamoStore, place: Place, { table }: Import): Promise<StoredTable | undefined> {
  const stored = await tables.read(place, table.name);
  return stored?.table.id === table.id ? stored : undefined;
}

type Putting = PlacedTransfer<Import> & { readonly now: number };

/** Of several items of one key the last one counts. */
async function putItems(store: DynamoStore, { now, place, transfer }: Putting, items: readonly Item[]): Promise<void> {
  for (;;) {
    const stored = await findTable(store, place, transfer);
    if (stored === undefined || items.length === 0) return;
    const byKey = new Map(items.map((item) => [itemRow(stored, item).name, item]));
    const puts = [...byKey.values()];
    const rows = puts.map((item) => itemRow(stored, item));
    const decide = () => ({ items: puts, result: undefined });
    const outcome = await store.transactions.write(rows, { decide, origin: { now }, token: undefined });
    if (outcome.kind !== "changedTables") return;
  }
}
