/** A map that forgets its oldest entries: what is missing is found again where it came from. */
export class BoundedMap<Key, Value> {
  readonly #entries = new Map<Key, Value>();
  readonly #most: number;
  readonly #forgotten: (value: Value) => void;

  constructor(most: number, forgotten: (value: Value) => void = () => undefined) {
    this.#most = most;
    this.#forgotten = forgotten;
  }

  /** The value of a key, made where there is none. */
  get(key: Key, make: () => Value): Value {
    const known = this.#entries.get(key);
    if (known !== undefined) return known;
    const made = make();
    this.#entries.set(key, made);
    if (this.#entries.size > this.#most) this.#forgetOldest();
    return made;
  }

  /** Forgets the value of a key where it is still this one. */
  forget(key: Key, value: Value): void {
    if (this.#entries.get(key) === value && this.#entries.delete(key)) this.#forgotten(value);
  }

  clear(): void {
    for (const value of this.#entries.values()) this.#forgotten(value);
    this.#entries.clear();
  }

  #forgetOldest(): void {
    for (const [key, value] of this.#entries) {
      this.#entries.delete(key);
      this.#forgotten(value);
      return;
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
