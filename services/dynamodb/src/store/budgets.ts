import { BoundedMap } from "@skylab/aws";
import { encodeKey, jsonTable, retryOnConflict } from "@skylab/records";
import { type Budget, fullAt, newBudget, refilled, spent, type Use } from "../domain/throttling/budget.ts";
import { capacityLimit, type Direction, type Limit, partitionLimit } from "../domain/throttling/limit.ts";
import { trafficAt } from "../domain/throttling/traffic.ts";
import type { GlobalIndex } from "../domain/table/table.ts";
import { BUDGETS_SPACE } from "./spaces.ts";
import type { StoredTable } from "./stored-table.ts";

/** What has a budget of its own: a table or an index, reads or writes, all of them or those of a partition. */
export type Metered = MeteredPart & {
  readonly stored: StoredTable;
  readonly direction: Direction;
  /** No other has it. */
  readonly name: string;
};

type MeteredPart = {
  /** Absent: the table. */
  readonly index?: GlobalIndex | undefined;
  /** Absent: all of them. */
  readonly partition?: number | undefined;
};

export const meteredOf = (stored: StoredTable, direction: Direction, { index, partition }: MeteredPart): Metered => ({
  stored,
  direction,
  index,
  partition,
  name: [stored.table.id, index?.id ?? "table", direction, partition ?? "all"].join(" "),
});

/**
 * What is left of the throughput of tables and indexes. Each replica decides at once, by what it knows, and shares what was
 * used as a record, from which it learns what others used: so they overdraw by what one of them may use unseen, and pay it
 * back. Also whoever uses more than is left owes it: then all is refused until that has come back.
 */
export type Budgets = {
  /** Learns of capacities what others used, if that is not known of the last tenth of a second. */
  readonly look: (capacities: readonly Metered[], now: number) => Promise<void>;
  /** Thousandths of units that are left, for all that is known here. */
  readonly left: (metered: Metered, now: number) => number;
  /** Takes units, whether they are left or not; fewer than none gives them back. */
  readonly use: (metered: Metered, use: Use) => void;
  /** Shares what was used, where that is enough to matter to others. */
  readonly share: (used: readonly Metered[], now: number) => Promise<void>;
  readonly limitOf: (metered: Metered, now: number) => Limit;
};

/** A replica may use as much unseen as comes in this time, and what it knows of others may be as old. */
const UNSEEN_MS = 100;

/** What a busy table on demand reached once, AWS keeps ready; for how long, it does not tell. */
const PEAK_KEPT_MS = 30 * 24 * 60 * 60 * 1000;

/** Budgets that are known at a time: of partitions one for each hash key in use. */
const MAX_KNOWN = 100_000;

/** A budget as one replica knows it. */
type Known = { budget: Budget; unshared: number; sharedAt: number | undefined; sharing: Promise<void> | undefined };

const rows = jsonTable<Budget>(BUDGETS_SPACE);

export function openBudgets(): Budgets {
  const all = new BoundedMap<string, Known>(MAX_KNOWN);
  const knownOf = (metered: Metered, now: number): Known =>
    all.get(metered.name, () => ({
      budget: firstBudget(metered, now),
      unshared: 0,
      sharedAt: undefined,
      sharing: undefined,
    }));
  const limitOf = (metered: Metered, now: number): Limit => limitBy(metered, knownOf(metered, now).budget, now);
  const shareOne = async (metered: Metered, now: number): Promise<void> => {
    const known = knownOf(metered, now);
    known.sharing ??= shareBudget(known, metered, now).finally(() => {
      known.sharing = undefined;
    });
    await known.sharing;
  };
  return {
    limitOf,
    left: (metered, now) => refilled(knownOf(metered, now).budget, limitOf(metered, now), now).left,
    use: (metered, use) => {
      const known = knownOf(metered, use.now);
      known.budget = spent(known.budget, limitOf(metered, use.now), use);
      known.unshared += use.units;
    },
    look: async (capacities, now) => {
      const old = capacities.filter((metered) => {
        const { sharedAt } = knownOf(metered, now);
        if (sharedAt === undefined || Math.abs(now - sharedAt) >= UNSEEN_MS) return true;
        return unseenUnits(limitOf(metered, now)) < 1;
      });
      await Promise.all(old.map((metered) => shareOne(metered, now)));
    },
    share: async (used, now) => {
      const due = used.filter((metered) => {
        const { unshared } = knownOf(metered, now);
        return unshared !== 0 && Math.abs(unshared) >= unseenUnits(limitOf(metered, now));
      });
      await Promise.all(due.map((metered) => shareOne(metered, now)));
    },
  };
}

/** What a replica may use before it tells others; of less than a unit, it asks what they used, each time. */
const unseenUnits = ({ rate }: Limit): number => (rate * UNSEEN_MS) / 1000;

const firstBudget = (metered: Metered, now: number): Budget =>
  newBudget(limitBy(metered, undefined, now), metered.stored.table.createdAt, now);

function limitBy({ direction, index, partition, stored }: Metered, budget: Budget | undefined, now: number): Limit {
  if (partition !== undefined) return partitionLimit(direction);
  const peak = budget?.traffic ? trafficAt(budget.traffic, now).peak : 0;
  return capacityLimit(stored.table, index, { direction, peak });
}

/** Adds what was used here to what all used, and learns that. */
async function shareBudget(known: Known, metered: Metered, now: number): Promise<void> {
  const { partition } = metered.stored;
  const key = encodeKey(metered.name);
  const units = known.unshared;
  const shared = await retryOnConflict(async () => {
    const found = await partition.get(rows.space, key);
    const before = found ? rows.decode(found.value) : firstBudget(metered, now);
    const limit = limitBy(metered, before, now);
    const after = spent(before, limit, { units, now });
    if (units === 0) return after;
    const expiresAt = Math.max(fullAt(after, limit), limit.grows ? now + PEAK_KEPT_MS : 0);
    const write = { kind: "put", space: rows.space, key, value: rows.encode(after), expiresAt } as const;
    const check = { space: rows.space, key, version: found?.version };
    const result = await partition.commit({ checks: [check], writes: [write] });
    return result.ok ? after : result;
  });
  known.unshared -= units;
  known.budget = spent(shared, limitBy(metered, shared, now), { units: known.unshared, now });
  known.sharedAt = now;
}
