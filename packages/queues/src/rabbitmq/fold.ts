import { type Deadline, inTime, noAnswerFrom } from "./deadline.ts";

/** One call is on its way to Redis while another is served there. */
const AT_A_TIME = 2;
/**
 * What is done together has the least time that one of them has left, so that nothing is done for a call that has
 * failed. During an outage that ends the others with it, which is fair where theirs is over soon, too.
 */
const SPREAD_MS = 1000;

export type Folding<Item, Result> = {
  /** Does several things at once in Redis; the results are in the order of the items. */
  readonly work: (items: readonly Item[], deadline: Deadline) => Promise<readonly Result[]>;
  readonly weightOf: (item: Item) => number;
  /** So much weight is done at once, or one item that is heavier. */
  readonly most: number;
};

type Waiting<Item, Result> = {
  readonly item: Item;
  readonly deadline: Deadline;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
  /** For want of time. */
  readonly giveUp: () => void;
};

/**
 * Folds many calls into few: what is asked for in one turn of the event loop, or while earlier work is under way, is
 * done together. Under load a call to an engine then serves many requests, and a lone request waits for nobody.
 */
export function fold<Item, Result>({
  work,
  weightOf,
  most,
}: Folding<Item, Result>): (item: Item, deadline: Deadline) => Promise<Result> {
  const waiting = new Set<Waiting<Item, Result>>();
  let underWay = 0;

  const next = (): Waiting<Item, Result>[] => {
    const batch: Waiting<Item, Result>[] = [];
    let weight = 0;
    for (const one of waiting) {
      const first = batch[0] ?? one;
      weight += weightOf(one.item);
      const isApart = Math.abs(one.deadline.at - first.deadline.at) > SPREAD_MS;
      if (one !== first && (weight > most || isApart)) break;
      waiting.delete(one);
      one.deadline.forget(one.giveUp);
      batch.push(one);
    }
    return batch;
  };
  const workAll = async (): Promise<void> => {
    while (waiting.size > 0) {
      const batch = next();
      try {
        const results = await workInTime(batch, work);
        for (const [index, result] of results.entries()) batch[index]?.resolve(result);
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    underWay -= 1;
  };
  return (item, deadline) =>
    new Promise((resolve, reject) => {
      const giveUp = (): void => {
        waiting.delete(one);
        reject(noAnswerFrom("Redis"));
      };
      const one = { item, deadline, resolve, reject, giveUp };
      deadline.whenOver(giveUp);
      waiting.add(one);
      if (underWay >= AT_A_TIME) return;
      underWay += 1;
      setImmediate(() => void workAll());
    });
}

/** One call has its own time; several have what the first of them has left, though it may end before they do. */
function workInTime<Item, Result>(
  batch: readonly Waiting<Item, Result>[],
  work: Folding<Item, Result>["work"],
): Promise<readonly Result[]> {
  const items = batch.map(({ item }) => item);
  const [first] = batch;
  if (first && batch.length === 1) return work(items, first.deadline);
  const end = Math.min(...batch.map(({ deadline }) => deadline.at));
  return inTime((deadline) => work(items, deadline), end - performance.now());
}
