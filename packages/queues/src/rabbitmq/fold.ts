/** One call is on its way to the engine while another is served there. */
const AT_A_TIME = 2;

export type Folding<Item, Result> = {
  /** Does several things at once; the results are in the order of the items. */
  readonly work: (items: readonly Item[]) => Promise<readonly Result[]>;
  readonly weightOf: (item: Item) => number;
  /** So much weight is done at once, or one item that is heavier. */
  readonly most: number;
};

type Waiting<Item, Result> = {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
};

/**
 * Folds many calls into few: what is asked for in one turn of the event loop, or while earlier work is under way, is
 * done together. Under load a call to an engine then serves many requests, and a lone request waits for nobody.
 */
export function fold<Item, Result>({ work, weightOf, most }: Folding<Item, Result>): (item: Item) => Promise<Result> {
  const waiting: Waiting<Item, Result>[] = [];
  let underWay = 0;

  const next = (): Waiting<Item, Result>[] => {
    let weight = 0;
    const end = waiting.findIndex(({ item }, index) => (weight += weightOf(item)) > most && index > 0);
    return waiting.splice(0, end < 0 ? waiting.length : end);
  };
  const workAll = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = next();
      try {
        const results = await work(batch.map(({ item }) => item));
        for (const [index, result] of results.entries()) batch[index]?.resolve(result);
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    underWay -= 1;
  };
  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (underWay >= AT_A_TIME) return;
      underWay += 1;
      setImmediate(() => void workAll());
    });
}
