/**
 * Remembers the values of the names that were asked for lately: between `most` and twice as many, and those that are in
 * use besides.
 */
export class Recent<Value> {
  private readonly most: number;
  private readonly isInUse: (value: Value) => boolean;
  private young = new Map<string, Value>();
  private old = new Map<string, Value>();

  constructor(most: number, isInUse: (value: Value) => boolean = () => false) {
    this.most = most;
    this.isInUse = isInUse;
  }

  get(name: string): Value | undefined {
    const young = this.young.get(name);
    if (young !== undefined) return young;
    const old = this.old.get(name);
    if (old !== undefined) this.set(name, old);
    return old;
  }

  set(name: string, value: Value): void {
    if (this.young.size >= this.most) this.age();
    this.old.delete(name);
    this.young.set(name, value);
  }

  delete(name: string): void {
    this.young.delete(name);
    this.old.delete(name);
  }

  values(): Value[] {
    return [...this.young.values(), ...this.old.values()];
  }

  private age(): void {
    const kept = [...this.old].filter(([, value]) => this.isInUse(value));
    this.old = new Map([...kept, ...this.young]);
    this.young = new Map();
  }
}
