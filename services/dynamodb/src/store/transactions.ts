import type { ItemVersions } from "../domain/item/item-versions.ts";
import type { AwsError } from "@skylab/aws";
import {
  type Check,
  encodeKey,
  jsonTable,
  type Partition,
  type Refused,
  retryOnConflict,
  type Versioned,
  type Write,
} from "@skylab/records";
import type { Item } from "../domain/item/attribute-value.ts";
import { itemKey } from "../domain/item/item-key.ts";
import type { ChangeOrigin } from "../domain/stream/stream-change.ts";
import { changeWrites } from "./change-writes.ts";
import type { RowTurns } from "./row-turns.ts";
import { TABLES_SPACE, TOKENS_SPACE } from "./spaces.ts";
import type { StoredTable } from "./stored-table.ts";

/** Where an item is, if there is one. */
export type ItemRow = {
  readonly stored: StoredTable;
  readonly key: Uint8Array;
  /** Another one for each item of an account and region. */
  readonly name: string;
};

/** @param item the item, or its key alone, that fits the table */
export function itemRow(stored: StoredTable, item: Item): ItemRow {
  const key = encodeKey(...itemKey(item, stored.table.key));
  return { stored, key, name: `${stored.items.space} ${Buffer.from(key).toString("latin1")}` };
}

/** Items of several tables of one account and region, read and written as one. */
export type Transactions = {
  /** The items as they were at one moment. */
  readonly read: (rows: readonly ItemRow[]) => Promise<readonly (Item | undefined)[]>;
  /** Changes the items, each once, and what follows from that (`changeWrites`), all in one commit. */
  readonly write: <Result>(
    rows: readonly ItemRow[],
    transaction: Transaction<Result>,
  ) => Promise<TransactionOutcome<Result>>;
};

export type Transaction<Result> = {
  /** Sees the items as they are, and may be asked again with newer ones. */
  readonly decide: (items: readonly (Item | undefined)[]) => TransactionDecision<Result>;
  readonly origin: ChangeOrigin;
  readonly token: RequestToken | undefined;
};

/** What becomes of the items; the very one that was handed in: nothing is written. Or why nothing becomes of them. */
export type TransactionDecision<Result> =
  | { readonly items: readonly (Item | undefined)[]; readonly result: Result }
  | { readonly refusal: AwsError };

/** `ClientRequestToken`: the request that bears it takes effect once in ten minutes. */
export type RequestToken = {
  /** Each operation has its own tokens. */
  readonly operation: string;
  readonly token: string;
  /** Tells the request from others. */
  readonly fingerprint: string;
};

export type TransactionOutcome<Result> =
  | { readonly kind: "written"; readonly result: Result }
  /** A request of this token took effect before. */
  | { readonly kind: "repeated"; readonly fingerprint: string }
  /** A table is not what it was: nothing was written. */
  | { readonly kind: "changedTables" };

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html#DDB-TransactWriteItems-request-ClientRequestToken */
const TOKEN_VALID_MS = 10 * 60 * 1000;

const tokens = jsonTable<{ readonly fingerprint: string }>(TOKENS_SPACE);

export const openTransactions = (turns: RowTurns): Transactions => ({
  read: (rows) => inTurn(turns, rows, () => readTogether(rows)),
  write: (rows, transaction) => inTurn(turns, rows, () => attempt(rows, transaction)),
});

type Attempt<Result> = { readonly ok: true; readonly outcome: Result } | Refused;

/** Tries at once, and has the rows for itself once somebody else was faster. */
async function inTurn<Result>(
  turns: RowTurns,
  rows: readonly ItemRow[],
  work: () => Promise<Attempt<Result>>,
): Promise<Result> {
  if (turns.isIdle() || rows.every(({ name }) => turns.free(name) === undefined)) {
    const first = await work();
    if (first.ok) return first.outcome;
  }
  const names = rows.map(({ name }) => name);
  const { outcome } = await turns.take(names, () => retryOnConflict(work));
  return outcome;
}

async function readTogether(rows: readonly ItemRow[]): Promise<Attempt<readonly (Item | undefined)[]>> {
  const found = await readRows(rows);
  const outcome = rows.map((row, index) => itemIn(row, found[index]));
  const [first] = rows;
  // What is of one space was read at one moment.
  if (first === undefined || rows.every(({ stored }) => stored.items.space === first.stored.items.space)) {
    return { ok: true, outcome };
  }
  const checks = rows.map((row, index) => checkOf(row, found[index]));
  const result = await first.stored.partition.commit({ checks, writes: [] });
  return result.ok ? { ok: true, outcome } : result;
}

async function attempt<Result>(
  rows: readonly ItemRow[],
  { decide, origin, token }: Transaction<Result>,
): Promise<Attempt<TransactionOutcome<Result>>> {
  const found = await readRows(rows);
  const before = rows.map((row, index) => itemIn(row, found[index]));
  const decision = decide(before);
  if ("refusal" in decision) {
    // Perhaps it is refused because it took effect before.
    const used = await usedToken(rows, token);
    if (used === undefined) throw decision.refusal;
    return { ok: true, outcome: used };
  }
  const checks: readonly Check[] = [
    ...(token === undefined ? [] : [{ space: tokens.space, key: tokenKey(token), version: undefined }]),
    ...new Set(rows.map(({ stored }) => stored.unchanged)),
    ...rows.map((row, index) => checkOf(row, found[index])),
  ];
  const writes = rows.flatMap((row, index) =>
    writesOf(row, { before: before[index], after: decision.items[index] }, origin),
  );
  if (token !== undefined) writes.push(tokenWrite(token, origin.now));
  const result = await partitionOf(rows).commit({ checks, writes });
  if (result.ok) return { ok: true, outcome: { kind: "written", result: decision.result } };
  if (checks[result.conflict]?.space === TABLES_SPACE) return { ok: true, outcome: { kind: "changedTables" } };
  const used = await usedToken(rows, token);
  return used === undefined ? result : { ok: true, outcome: used };
}

/** Reads each table's items at once. */
async function readRows(rows: readonly ItemRow[]): Promise<readonly (Versioned | undefined)[]> {
  const found = new Map<ItemRow, Versioned | undefined>();
  const reads = Array.from(new Set(rows.map(({ stored }) => stored.items.space)), async (space) => {
    const some = rows.filter(({ stored }) => stored.items.space === space);
    const keys = some.map(({ key }) => key);
    const read = await partitionOf(some).getMany(space, keys);
    for (const [index, row] of some.entries()) found.set(row, read[index]);
  });
  await Promise.all(reads);
  return rows.map((row) => found.get(row));
}

function partitionOf([first]: readonly ItemRow[]): Partition {
  if (first === undefined) throw new Error("A transaction is of one item at least.");
  return first.stored.partition;
}

const itemIn = ({ stored }: ItemRow, found: Versioned | undefined): Item | undefined =>
  found && stored.items.decode(found.value);

const checkOf = ({ stored, key }: ItemRow, found: Versioned | undefined): Check => ({
  space: stored.items.space,
  key,
  version: found?.version,
});

function writesOf({ stored, key }: ItemRow, versions: ItemVersions, origin: ChangeOrigin): Write[] {
  const { before, after } = versions;
  if (before === after) return [];
  const { space, encode } = stored.items;
  const write: Write =
    after === undefined ? { kind: "remove", space, key } : { kind: "put", space, key, value: encode(after) };
  return [write, ...changeWrites(stored.table, versions, origin)];
}

const tokenKey = ({ operation, token }: RequestToken): Uint8Array => encodeKey(operation, token);

const tokenWrite = (token: RequestToken, now: number): Write => ({
  kind: "put",
  space: tokens.space,
  key: tokenKey(token),
  value: tokens.encode({ fingerprint: token.fingerprint }),
  expiresAt: now + TOKEN_VALID_MS,
});

async function usedToken(
  rows: readonly ItemRow[],
  token: RequestToken | undefined,
): Promise<{ readonly kind: "repeated"; readonly fingerprint: string } | undefined> {
  if (token === undefined || rows.length === 0) return undefined;
  const found = await partitionOf(rows).get(tokens.space, tokenKey(token));
  return found && { kind: "repeated", fingerprint: tokens.decode(found.value).fingerprint };
}
