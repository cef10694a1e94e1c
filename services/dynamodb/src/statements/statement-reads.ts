import { validationError } from "../domain/errors.ts";
import { valuesEqual } from "../domain/expression/index.ts";
import type { KeyBranch } from "../domain/partiql/index.ts";
import type { Bounds } from "../store/pages.ts";
import { conditionBounds } from "../store/queries.ts";

type Read = { readonly branch: KeyBranch; readonly bounds: Closed };

/**
 * Where the items of the branches of a WHERE are; no item is in two of them.
 * @throws AwsError `ValidationException` where branches overlap
 */
export function readsOf(branches: readonly KeyBranch[], reverse: boolean): readonly Bounds[] {
  const reads = branches.map((branch) => ({ branch, bounds: boundsOf(branch) }));
  const groups: Read[][] = [];
  for (const read of reads) {
    const group = groups.find(([first]) => first && valuesEqual(first.branch.hash, read.branch.hash));
    if (group === undefined) groups.push([read]);
    else group.push(read);
  }
  return groups.flatMap((group) => readsOfHash(group, reverse));
}

/** What negates a condition on the range attribute may overlap with others: then all of the hash key is read. */
function readsOfHash(reads: readonly Read[], reverse: boolean): readonly Bounds[] {
  const [first, second] = reads;
  if (first !== undefined && second !== undefined && reads.some(({ branch }) => branch.isNegated)) {
    return [conditionBounds({ hash: [first.branch.hash], range: [] })];
  }
  const sorted = reads
    .map(({ bounds }) => bounds)
    .filter(({ from, to }) => compare(from, to) < 0)
    .toSorted((a, b) => compare(a.from, b.from));
  for (const [index, { from }] of sorted.entries()) {
    const before = sorted[index - 1];
    if (before === undefined || compare(before.to, from) <= 0) continue;
    throw validationError("Overlapping conditions with range keys are not supported in where clause");
  }
  return reverse ? sorted.toReversed() : sorted;
}

type Closed = Required<Bounds>;

/** Where all of a branch's conditions hold. */
function boundsOf({ hash, range }: KeyBranch): Closed {
  const whole = closed(conditionBounds({ hash: [hash], range: [] }));
  return range
    .map((one) => closed(conditionBounds({ hash: [hash], range: [one] })))
    .reduce(
      (all, one) => ({
        from: compare(all.from, one.from) < 0 ? one.from : all.from,
        to: compare(all.to, one.to) < 0 ? all.to : one.to,
      }),
      whole,
    );
}

function closed({ from, to }: Bounds): Closed {
  if (from === undefined || to === undefined) throw new Error("A condition on a hash key has both ends.");
  return { from, to };
}

const compare = (a: Uint8Array, b: Uint8Array): number => Buffer.compare(a, b);
