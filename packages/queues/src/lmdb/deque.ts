/** A queue in memory: both ends cost the same however long it is. */
export type Deque<T> = {
  readonly push: (item: T) => void;
  readonly peek: () => T | undefined;
  readonly shift: () => T | undefined;
};

/** Items passed over before the array is cut. */
const CUT_AT = 1024;

export function createDeque<T>(): Deque<T> {
  let items: T[] = [];
  let head = 0;
  return {
    push: (item) => void items.push(item),
    peek: () => items[head],
    shift: () => {
      const item = items[head];
      if (head < items.length) head += 1;
      if (head === items.length) {
        items = [];
        head = 0;
      } else if (head >= CUT_AT) {
        items = items.slice(head);
        head = 0;
      }
      return item;
    },
  };
}
