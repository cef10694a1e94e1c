import { AwsError } from "@skylab/aws";
import { sizeOf } from "../domain/item/item-size.ts";
import type { ItemWrite } from "../domain/item/item-write.ts";
import {
  judge,
  type Judged,
  MAX_TRANSACTION_BYTES,
  tokenOfAnotherRequest,
  transactionTooLarge,
  valuesOf,
} from "../domain/transaction/transaction.ts";
import type { Budgets } from "../store/budgets.ts";
import type { DynamoStore } from "../store/store.ts";
import type { RequestToken, TransactionDecision, TransactionOutcome } from "../store/transactions.ts";
import { type Bill, openBill } from "./bill.ts";
import { meteredWrite } from "./metered-write.ts";
import { type ItemAction, type Located, locateItems, rowsOf } from "./transaction-rows.ts";
import type { Written } from "./write-item.ts";

/** Writes, all of them or none. */
export type TransactionRequest<Action extends WriteAction> = {
  readonly actions: readonly Action[];
  readonly now: number;
  readonly token: RequestToken | undefined;
};

export type WriteAction = ItemWrite & ItemAction;

/** What an action did. */
export type ActionChange<Action> = { readonly action: Action; readonly written: Written };

/**
 * Writes items of one or more tables, their entries in indexes and their stream records, in one commit. Resolves to what
 * became of the items; or tells that nothing did, for a request of the same token took effect before.
 * @throws AwsError `ResourceNotFoundException`, `TransactionCanceledException`, `IdempotentParameterMismatchException`, or
 * `ValidationException`
 */
export async function writeTransaction<Action extends WriteAction>(
  store: DynamoStore,
  request: TransactionRequest<Action>,
): Promise<readonly ActionChange<Action>[] | "repeated"> {
  const { actions, token } = request;
  let located = await locateItems(actions, ({ place, name }) => store.tables.find(place, name));
  for (;;) {
    const outcome = await (store.budgets === undefined
      ? attempt(store, request, located)
      : payForAttempt(store, store.budgets, { located, request }));
    if (outcome.kind === "written") return outcome.result;
    if (outcome.kind === "repeated") {
      if (outcome.fingerprint !== token?.fingerprint) throw tokenOfAnotherRequest();
      return "repeated";
    }
    located = await locateItems(actions, ({ place, name }) => store.tables.findNow(place, name));
  }
}

type Outcome<Action> = TransactionOutcome<readonly ActionChange<Action>[]>;

type Attempted<Action extends WriteAction> = {
  readonly request: TransactionRequest<Action>;
  readonly located: readonly Judged<Located<Action>>[];
};

/** An attempt at the cost of the tables' throughput. */
async function payForAttempt<Action extends WriteAction>(
  store: DynamoStore,
  budgets: Budgets,
  { located, request }: Attempted<Action>,
): Promise<Outcome<Action>> {
  const tables = [...new Set(rowsOf(located).map(({ stored }) => stored))];
  const bill = await openBill(budgets, tables, { direction: "write", now: request.now, times: 2 });
  const outcome = await attempt(store, { ...request, bill }, located);
  if (outcome.kind !== "written") bill.giveBack();
  await bill.settle();
  return outcome;
}

type Billed<Action extends WriteAction> = TransactionRequest<Action> & { readonly bill?: Bill };

function attempt<Action extends WriteAction>(
  { transactions }: DynamoStore,
  { bill, now, token }: Billed<Action>,
  located: readonly Judged<Located<Action>>[],
): Promise<Outcome<Action>> {
  const rows = rowsOf(located);
  return transactions.write(rows, {
    decide: (items) => {
      bill?.giveBack();
      const itemOf = new Map(rows.map((row, index) => [row, items[index]]));
      const change = ({ action, row }: Located<Action>): ActionChange<Action> => {
        const { stored } = row;
        const before = itemOf.get(row);
        const after = meteredWrite(bill, action, { before, stored });
        return { action, written: { before, after, table: stored.table } };
      };
      return decide(located.map((one) => ("value" in one ? judge(() => change(one.value)) : one)));
    },
    origin: { now },
    token,
  });
}

function decide<Action>(
  judged: readonly Judged<ActionChange<Action>>[],
): TransactionDecision<readonly ActionChange<Action>[]> {
  const changes = valuesOf(judged);
  if (changes instanceof AwsError) return { refusal: changes };
  const items = changes.map(({ written: { after } }) => after);
  const bytes = changes.reduce((sum, { written: { before, after } }) => sum + sizeOf(after ?? before), 0);
  return bytes > MAX_TRANSACTION_BYTES ? { refusal: transactionTooLarge() } : { items, result: changes };
}
