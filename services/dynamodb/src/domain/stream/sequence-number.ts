/**
 * Where a change stands in its stream. Numbers of children of a shard are greater than all of their parent's, as the
 * splits come first.
 */
export type SequencePosition = {
  /** How often the shards had split. */
  readonly splits: number;
  /** Of the commit that made the change. */
  readonly version: bigint;
  /** Of the change in the commit. */
  readonly index: number;
};

/** Two digits, of which the first is no zero: so all numbers are of one length, and sort as texts, too. */
const FIRST_SPLITS = 10;
/** More digits than 2^53 has. */
const VERSION_DIGITS = 17;
/** A commit has 65,536 writes at most. */
const MAX_INDEX = 65_535;
const INDEX_DIGITS = 5;

const FORM = new RegExp(`^(\\d{2})(\\d{${VERSION_DIGITS}})(\\d{${INDEX_DIGITS}})$`);

/** The greatest number of a shard that has split so often. */
export const lastSequenceNumber = (splits: number): string =>
  `${FIRST_SPLITS + splits}${"9".repeat(VERSION_DIGITS + INDEX_DIGITS)}`;

/** `100000000000000012300004`: digits alone, as clients compare them as numbers; AWS's have 21 at least. */
export const writeSequenceNumber = ({ index, splits, version }: SequencePosition): string =>
  String(FIRST_SPLITS + splits) +
  String(version).padStart(VERSION_DIGITS, "0") +
  String(index).padStart(INDEX_DIGITS, "0");

/** The position that a sequence number stands for, or `undefined` where it is none of ours. */
export function readSequenceNumber(text: string): SequencePosition | undefined {
  const [, splits, version, index] = FORM.exec(text) ?? [];
  if (splits === undefined || version === undefined || index === undefined) return undefined;
  return {
    splits: Number(splits) - FIRST_SPLITS,
    version: BigInt(version),
    index: Math.min(Number(index), MAX_INDEX),
  };
}

/** What comes after a change at once, in its shard. */
export function positionAfter(position: SequencePosition): SequencePosition {
  if (position.index === MAX_INDEX) return { ...position, version: position.version + 1n, index: 0 };
  return { ...position, index: position.index + 1 };
}

/** Whether two changes of one shard, of which the first may be missing, are the same. */
export const isAt = (change: SequencePosition | undefined, position: SequencePosition): boolean =>
  change?.version === position.version && change.index === position.index;
