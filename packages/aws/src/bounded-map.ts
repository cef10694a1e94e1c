type Options<Value> = {
  /** Hears of each value that is forgotten. */
  readonly forgotten?: (value: Value) => void;
  /** Forgets what was not used for longest, instead of what was made first. */
  readonly keeps?: "used";
  /** What is busy is not forgotten, though there be more than are kept else. */
  readonly isBusy?: (value: Value) => boolean;
};

/** A map that forgets its oldest entries: what is missing is found again where it came from. */
export class BoundedMap<Key, Value> {
  readonly #entries = new Map<Key, Value>();
  readonly #most: number;
  readonly #options: Options<Value>;

  constructor(most: number, options: Options<Value> = {}) {
    this.#most = most;
    this.#options = options;
  }

  /** The value of a key, made where there is none. */
  get(key: Key, make: () => Value): Value {
    const known = this.#entries.get(key);
    if (known !== undefined) {
      if (this.#options.keeps === "used") this.#moveToEnd(key, known);
      return known;
    }
    const made = make();
    this.#entries.set(key, made);
    if (this.#entries.size > this.#most) this.#forgetOldest(key);
    return made;
  }

  /** Forgets the value of a key where it is still this one. */
  forget(key: Key, value: Value): void {
    if (this.#entries.get(key) === value && this.#entries.delete(key)) this.#options.forgotten?.(value);
  }

  clear(): void {
    for (const value of this.#entries.values()) this.#options.forgotten?.(value);
    this.#entries.clear();
  }

  #moveToEnd(key: Key, value: Value): void {
    this.#entries.delete(key);
    this.#entries.set(key, value);
  }

  /** As many as are too many, but never the newest. */
  #forgetOldest(newest: Key): void {
    for (const [key, value] of this.#entries) {
      if (this.#entries.size <= this.#most || key === newest) return;
      if (this.#options.isBusy?.(value) !== true) this.forget(key, value);
    }
  }
}

/** What is read once for many: a read that fails is not remembered. */
export function remember<Value>(
  map: BoundedMap<string, Promise<Value>>,
  key: string,
  read: () => Promise<Value>,
): Promise<Value> {
  return map.get(key, () => {
    const value = read();
    value.catch(() => map.forget(key, value));
    return value;
  });
}
