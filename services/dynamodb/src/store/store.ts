import type { Records } from "@skylab/records";
import type { Import } from "../domain/transfer/import.ts";
import { type Backups, openBackups } from "./backups.ts";
import { type Budgets, openBudgets } from "./budgets.ts";
import { type Exports, openExports } from "./exports.ts";
import { type Fillings, openFillings } from "./open-fillings.ts";
import { itemsInTurn } from "./items-in-turn.ts";
import { type Items, openItems } from "./items.ts";
import { reset } from "./reset.ts";
import { rowTurns } from "./row-turns.ts";
import { openStreams, type Streams } from "./streams.ts";
import { openTableDirectory, type TableDirectory } from "./table-directory.ts";
import { tablesInQuotas } from "./tables-in-quotas.ts";
import { openTimeToLive, type TimeToLive } from "./time-to-live.ts";
import { openTransactions, type Transactions } from "./transactions.ts";
import { importRows } from "./transfer-rows.ts";
import { openTransfers, type Transfers } from "./transfers.ts";

/** What DynamoDB stands on. */
export type DynamoEngines = {
  readonly records: Records;
  /** Whether AWS's quotas hold: `SKYLAB_QUOTAS`. */
  readonly quotas?: "off" | "realistic";
};

/** What DynamoDB keeps. */
export type DynamoStore = {
  readonly tables: TableDirectory;
  readonly items: Items;
  readonly transactions: Transactions;
  readonly backups: Backups;
  readonly fillings: Fillings;
  readonly exports: Exports;
  readonly imports: Transfers<Import>;
  readonly streams: Streams;
  readonly timeToLive: TimeToLive;
  /** Where AWS's quotas hold. */
  readonly budgets: Budgets | undefined;
  /** Forgets everything, or everything of one account. */
  readonly reset: (account: string | undefined) => Promise<void>;
};

const stores = new WeakMap<Records, DynamoStore>();

/** DynamoDB and its streams are two APIs of one store: in a process they share what it remembers. */
export function storeOf(engines: DynamoEngines): DynamoStore {
  const store = stores.get(engines.records) ?? openStore(engines);
  stores.set(engines.records, store);
  return store;
}

export function openStore({ quotas, records }: DynamoEngines): DynamoStore {
  const isInQuotas = quotas === "realistic";
  const directory = openTableDirectory(records);
  const tables = isInQuotas ? tablesInQuotas(directory) : directory;
  const turns = rowTurns();
  const items = itemsInTurn(openItems(tables), turns);
  return {
    tables,
    items,
    transactions: openTransactions(turns),
    backups: openBackups(records),
    fillings: openFillings(records, tables),
    exports: openExports(records),
    imports: openTransfers(records, importRows),
    streams: openStreams(records, tables),
    timeToLive: openTimeToLive(records, { tables, items }),
    budgets: isInQuotas ? openBudgets() : undefined,
    reset: (account) => reset(records, account),
  };
}
