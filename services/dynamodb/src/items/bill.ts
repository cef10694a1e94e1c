import type { AwsError } from "@skylab/aws";
import { THOUSANDTHS } from "../domain/throttling/budget.ts";
import type { Charge } from "../domain/throttling/charges.ts";
import { throttled } from "../domain/throttling/errors.ts";
import type { Direction } from "../domain/throttling/limit.ts";
import { type Budgets, type Metered, meteredOf } from "../store/budgets.ts";
import type { StoredTable } from "../store/stored-table.ts";

/** What a request uses of throughputs. */
export type Bill = {
  /** Takes what is charged; or nothing, where nothing was left before this bill: then it tells the refusal. */
  readonly ask: (stored: StoredTable, charges: readonly Charge[]) => AwsError | undefined;
  /** Takes what is charged, left or not. */
  readonly take: (stored: StoredTable, charges: readonly Charge[]) => void;
  /** Gives back all that it took: the request is decided anew, or what it costs is known now. */
  readonly giveBack: () => void;
  /** Tells other replicas. */
  readonly settle: () => Promise<void>;
};

export type BillOptions = {
  readonly direction: Direction;
  readonly now: number;
  /** Transactions cost twice as much. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html#transaction-capacity-handling */
  readonly times?: 1 | 2;
};

/** The bill of a request on these tables. */
export async function openBill(budgets: Budgets, tables: readonly StoredTable[], options: BillOptions): Promise<Bill> {
  await look(budgets, tables, options);
  return newBill(budgets, options);
}

/** The bills of parts of a request, each of which is refused for itself. */
export async function openBills(
  budgets: Budgets,
  tables: readonly StoredTable[],
  options: BillOptions & { readonly parts: number },
): Promise<readonly Bill[]> {
  await look(budgets, tables, options);
  return Array.from({ length: options.parts }, () => newBill(budgets, options));
}

function newBill(budgets: Budgets, { direction, now, times = 1 }: BillOptions): Bill {
  const taken = new Map<string, { readonly metered: Metered; units: number }>();
  const takeUnits = (metered: Metered, units: number): void => {
    const entry = taken.get(metered.name) ?? { metered, units: 0 };
    entry.units += units;
    taken.set(metered.name, entry);
    budgets.use(metered, { units, now });
  };
  const take = (stored: StoredTable, charges: readonly Charge[]): void => {
    for (const charge of charges) {
      for (const metered of meteredBy(stored, direction, charge)) takeUnits(metered, charge.units * times);
    }
  };
  const isExhausted = (metered: Metered): boolean => {
    const own = taken.get(metered.name)?.units ?? 0;
    return budgets.left(metered, now) + own * THOUSANDTHS <= 0;
  };
  return {
    take,
    ask: (stored, charges) => {
      const exhausted = charges.flatMap((charge) => meteredBy(stored, direction, charge)).find(isExhausted);
      if (exhausted !== undefined) return refusalOf(exhausted, budgets, now);
      take(stored, charges);
      return undefined;
    },
    giveBack: () => {
      for (const { metered, units } of taken.values()) budgets.use(metered, { units: -units, now });
      taken.clear();
    },
    settle: () => {
      const used = Array.from(taken.values(), ({ metered }) => metered);
      return budgets.share(used, now);
    },
  };
}

/** What a charge is to be had from: all of a table or an index, and the partition. */
function meteredBy(stored: StoredTable, direction: Direction, { index, partition }: Charge): readonly Metered[] {
  const whole = meteredOf(stored, direction, { index });
  return partition === undefined ? [whole] : [whole, meteredOf(stored, direction, { index, partition })];
}

const refusalOf = ({ direction, index, stored, ...metered }: Metered, budgets: Budgets, now: number): AwsError =>
  throttled({
    address: { place: stored.place, name: stored.table.name },
    mode: stored.table.billing.mode,
    direction,
    type: budgets.limitOf({ direction, index, stored, ...metered }, now).type,
    index: index?.name,
  });

/** Looks at what is left of the throughput of tables and their global indexes, for a request on them. */
async function look(budgets: Budgets, tables: readonly StoredTable[], options: BillOptions): Promise<void> {
  const capacities = tables.flatMap((stored) =>
    [undefined, ...stored.table.globalIndexes].map((index) => meteredOf(stored, options.direction, { index })),
  );
  await budgets.look(capacities, options.now);
}

/** Settles the bills of a request one after the other: most are on the same throughput. */
export async function settleAll(bills: readonly Bill[]): Promise<void> {
  for (const bill of bills) await bill.settle();
}

/** @throws AwsError the refusal, if there is one */
export function refuse(refusal: AwsError | undefined): void {
  if (refusal !== undefined) throw refusal;
}
