import type { TransferKind } from "../domain/transfer/transfer.ts";
import type { Index, StreamSettings, Table } from "../domain/table/table.ts";

/** name -> Table */
export const TABLES_SPACE = "dynamodb.tables";

/** bucket, hash, range -> Item */
export const itemSpace = ({ id }: Pick<Table, "id">): string => `dynamodb.items.${id}`;

/** bucket, hash…, range…, the table's hash and range -> Item, as far as it is projected */
export const indexSpace = ({ id }: Pick<Table, "id">, index: Pick<Index, "id">): string =>
  `dynamodb.index.${id}.${index.id}`;

/** splits and index of the shard, and what an append adds -> StreamChange */
export const streamSpace = ({ id }: Pick<Table, "id">, { label }: Pick<StreamSettings, "label">): string =>
  `dynamodb.stream.${id}.${label}`;

/** table's name, label -> Stream */
export const STREAMS_SPACE = "dynamodb.streams";

/** name of a table that has a time to live -> TtlTable */
export const TTL_TABLES_SPACE = "dynamodb.ttl-tables";

/** when an item is due, in seconds, and its key as it is stored -> its key */
export const dueSpace = ({ id }: Pick<Table, "id">): string => `dynamodb.due.${id}`;

/** client request token -> what it stood for, for ten minutes */
export const TOKENS_SPACE = "dynamodb.tokens";

/** id -> Backup */
export const BACKUPS_SPACE = "dynamodb.backups";

/** The keys and values of a table's items, as they were when the copy was complete. */
export const copySpace = (id: string): string => `dynamodb.copy.${id}`;

/** id of an index, a copy or a restored table -> Filling: how far it is filled with what was there before it */
export const FILLINGS_SPACE = "dynamodb.fillings";

/** id -> Export, or Import */
export const transfersSpace = (kind: TransferKind): string => `dynamodb.${kind}`;

/** id of those that have not ended -> itself */
export const underWaySpace = (kind: TransferKind): string => `dynamodb.${kind}-under-way`;

/** client token -> id of what was begun by it last */
export const transferTokensSpace = (kind: TransferKind): string => `dynamodb.${kind}-tokens`;

/** number -> ExportFile: what an export has written, until its manifest is */
export const exportFilesSpace = (id: string): string => `dynamodb.export-files.${id}`;

/** name of what is metered -> Budget */
export const BUDGETS_SPACE = "dynamodb.budgets";
