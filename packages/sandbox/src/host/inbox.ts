/** What happens to one who does one thing after another: it comes in as it happens, and is taken when it is waited for. */
export class Inbox<Item> {
  #items: Item[] = [];
  #taker: ((item: Item | undefined) => void) | undefined;

  post(item: Item): void {
    if (this.#taker === undefined) this.#items.push(item);
    else this.#taker(item);
  }

  /** The next item, or undefined where none comes within so many milliseconds of the machine's time. One taker at a time. */
  take(withinMs: number): Promise<Item | undefined> {
    const item = this.#items.shift();
    if (item !== undefined) return Promise.resolve(item);
    return new Promise((resolve) => {
      const settle = (taken: Item | undefined): void => {
        clearTimeout(timer);
        this.#taker = undefined;
        resolve(taken);
      };
      const timer = setTimeout(settle, Math.max(0, withinMs), undefined);
      this.#taker = settle;
    });
  }

  /** Forgets of what nobody took what is of no interest any more. */
  discard(isStale: (item: Item) => boolean): void {
    this.#items = this.#items.filter((item) => !isStale(item));
  }
}
