/** What one client did to lists in one transaction, and when. */
export type ListTransaction = {
  readonly begun: number;
  /** `undefined`: it was lost, and took effect at any time later, or never. */
  readonly ended: number | undefined;
} & (
  | { readonly kind: "append"; readonly element: string; readonly lists: readonly string[] }
  /** Lists, as they were. */
  | { readonly kind: "read"; readonly seen: Lists }
);

/** The elements of lists, in their order, which nobody appends twice. */
export type Lists = ReadonlyMap<string, readonly string[]>;

/**
 * Why transactions cannot have taken effect one after the other, each while it was under way; `undefined` where they can.
 * The elements of a list tell in which order they were appended, and what was seen of it tells when it was read. So there
 * are pairs of transactions of which one came first, and there is an order of all where these make no cycle: Adya's
 * (https://pmg.csail.mit.edu/papers/icde00.pdf), as Elle looks for them (https://doi.org/10.14778/3430915.3430918).
 *
 * @param last the lists in the end
 */
export function contradictionIn(
  history: readonly ListTransaction[],
  last: Lists,
): string | readonly ListTransaction[] | undefined {
  const precedence = new Precedence(history.length);
  const appended = appendsIn(history);
  for (const [list, elements] of last) {
    const appends = elements.map((element) => appended.get(element)?.get(list));
    for (const [index, append] of appends.entries()) precedence.add(appends[index - 1], append);
  }
  for (const [number, transaction] of history.entries()) {
    if (transaction.kind === "append") {
      const { element, lists } = transaction;
      const there = lists.filter((list) => last.get(list)?.includes(element));
      if (there.length > 0 && there.length < lists.length) return `half of the append of ${element} is there`;
      continue;
    }
    for (const [list, seen] of transaction.seen) {
      const elements = last.get(list) ?? [];
      if (seen.some((element, index) => element !== elements[index])) return `what was seen of ${list} never was`;
      const appendOf = (element: string | undefined) => appended.get(element ?? "")?.get(list);
      precedence.add(appendOf(seen.at(-1)), number);
      precedence.add(number, appendOf(elements[seen.length]));
    }
  }
  addTime(precedence, history);
  return precedence.cycle()?.flatMap((number) => history[number] ?? []);
}

/** Who appended an element to a list, by number. */
function appendsIn(history: readonly ListTransaction[]): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const appended = new Map<string, ReadonlyMap<string, number>>();
  for (const [number, transaction] of history.entries()) {
    if (transaction.kind === "append") {
      appended.set(transaction.element, new Map(transaction.lists.map((list) => [list, number])));
    }
  }
  return appended;
}

/** What had ended came before whatever began later: by moments between them, as there are so many pairs. */
function addTime(precedence: Precedence, history: readonly ListTransaction[]): void {
  const events = history.flatMap(({ begun, ended }, number) => [
    { number, time: begun, isEnd: false },
    ...(ended === undefined ? [] : [{ number, time: ended, isEnd: true }]),
  ]);
  let moment: number | undefined;
  for (const { number, isEnd } of events.toSorted((a, b) => a.time - b.time || Number(a.isEnd) - Number(b.isEnd))) {
    if (!isEnd) {
      precedence.add(moment, number);
      continue;
    }
    const next = precedence.newNode();
    precedence.add(moment, next);
    precedence.add(number, next);
    moment = next;
  }
}

/** Which of some numbered things come before which. */
class Precedence {
  readonly #before: Set<number>[];

  constructor(nodes: number) {
    this.#before = Array.from({ length: nodes }, () => new Set());
  }

  newNode(): number {
    return this.#before.push(new Set()) - 1;
  }

  /** Nothing is known where one of them is none; a thing does not come before itself. */
  add(first: number | undefined, second: number | undefined): void {
    if (first !== undefined && second !== undefined && first !== second) this.#before[second]?.add(first);
  }

  /** Things of which each comes before the next, and the last before the first. */
  cycle(): readonly number[] | undefined {
    const left = this.#withoutThoseInOrder();
    const path: number[] = [];
    let [node] = left;
    while (node !== undefined && !path.includes(node)) {
      path.unshift(node);
      node = [...(this.#before[node] ?? [])].find((one) => left.has(one));
    }
    return node === undefined ? undefined : path.slice(0, path.indexOf(node) + 1);
  }

  /** What is on a cycle, or comes after one: each of these has another one of them before it. */
  #withoutThoseInOrder(): ReadonlySet<number> {
    const after = this.#before.map((): number[] => []);
    for (const [node, before] of this.#before.entries()) for (const one of before) after[one]?.push(node);
    const open = this.#before.map(({ size }) => size);
    const left = new Set(open.keys());
    const ready = [...left].filter((node) => open[node] === 0);
    for (const node of ready) {
      left.delete(node);
      for (const next of after[node] ?? []) {
        const rest = (open[next] ?? 0) - 1;
        open[next] = rest;
        if (rest === 0) ready.push(next);
      }
    }
    return left;
  }
}
