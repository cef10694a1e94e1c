/** A start holds its place so long at most: one that takes long waits for something, and does not use the machine. */
const PLACE_MS = 1000;

type Waiting = { readonly start: () => Promise<void> };

/**
 * Starts so many at a time as the machine can; the others wait, and those of different functions take turns, so that
 * nobody waits for all of somebody else's.
 */
export class StartQueue {
  readonly #places: number;
  readonly #hasRoom: () => boolean;
  /** By function, in the order of their turns. */
  readonly #waiting = new Map<string, Waiting[]>();
  #starting = 0;

  /** `hasRoom`: whether one more may be started now; `wake` is called when that may have changed. */
  constructor(places: number, hasRoom: () => boolean) {
    this.#places = places;
    this.#hasRoom = hasRoom;
  }

  /** Starts when it is the function's turn; `start` never rejects. Returns what takes it back, and tells whether it could. */
  add(functionArn: string, start: () => Promise<void>): () => boolean {
    const waiting: Waiting = { start };
    const list = this.#waiting.get(functionArn);
    if (list === undefined) this.#waiting.set(functionArn, [waiting]);
    else list.push(waiting);
    // Not before who asks has what takes it back.
    queueMicrotask(() => this.wake());
    return () => this.#withdraw(functionArn, waiting);
  }

  wake(): void {
    while (this.#starting < this.#places && this.#waiting.size > 0 && this.#hasRoom()) this.#startNext();
  }

  #startNext(): void {
    for (const [functionArn, list] of this.#waiting) {
      const next = list.shift();
      // Behind all the others.
      this.#waiting.delete(functionArn);
      if (list.length > 0) this.#waiting.set(functionArn, list);
      if (next === undefined) continue;
      this.#hold(next.start());
      return;
    }
  }

  #hold(started: Promise<void>): void {
    this.#starting += 1;
    let isHeld = true;
    const free = (): void => {
      clearTimeout(timer);
      if (!isHeld) return;
      isHeld = false;
      this.#starting -= 1;
      this.wake();
    };
    const timer = setTimeout(free, PLACE_MS);
    void started.then(free);
  }

  #withdraw(functionArn: string, waiting: Waiting): boolean {
    const list = this.#waiting.get(functionArn) ?? [];
    const at = list.indexOf(waiting);
    if (at < 0) return false;
    list.splice(at, 1);
    if (list.length === 0) this.#waiting.delete(functionArn);
    return true;
  }
}
