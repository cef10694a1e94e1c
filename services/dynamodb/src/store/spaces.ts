import type { Place } from "@skylab/aws";
import type { Index, StreamSettings, Table } from "../domain/table.ts";

/** What one commit may span: an account in a region, so that a transaction may span its tables. */
export const partitionName = ({ account, region }: Place): string => `${account}/${region}`;

/** name -> Table */
export const TABLES_SPACE = "dynamodb.tables";

/** bucket, hash, range -> Item */
export const itemSpace = ({ id }: Pick<Table, "id">): string => `dynamodb.items.${id}`;

/** bucket, hash…, range…, the table's hash and range -> Item, as far as it is projected */
export const indexSpace = ({ id }: Pick<Table, "id">, index: Pick<Index, "id">): string =>
  `dynamodb.index.${id}.${index.id}`;

/** shard, and what an append adds -> StreamRecord */
export const streamSpace = ({ id }: Pick<Table, "id">, { label }: Pick<StreamSettings, "label">): string =>
  `dynamodb.stream.${id}.${label}`;

/** client request token -> what it stood for, for ten minutes */
export const TOKENS_SPACE = "dynamodb.tokens";
