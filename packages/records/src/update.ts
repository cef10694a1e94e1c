import { encodeKey } from "./keys/tuple.ts";
import type { Check, Partition, Write } from "./port.ts";
import { retryOnConflict } from "./retry.ts";
import type { Table } from "./table.ts";
import type { RowKey } from "./transact.ts";

/** What an update makes of a row. */
export type Change<Row, Result> = {
  /** The row from now on; the very one that was handed in: it stays; `undefined`: it is removed. */
  readonly row: Row | undefined;
  /** Written in the same commit: index entries, a record of a stream. */
  readonly writes?: readonly Write[];
  /** What must hold beside the row: the version of the table's own record. */
  readonly checks?: readonly Check[];
  readonly result: Result;
};

/**
 * Reads a row, lets `change` decide, and commits what it decided; resolves to its result. `change` is called again where
 * another process was faster, or a check did not hold: it must do nothing but read and decide. What it throws is thrown,
 * and then it has written nothing.
 */
export type Update<Row> = <Result>(
  key: RowKey,
  change: (row: Row | undefined) => Change<Row, Result> | Promise<Change<Row, Result>>,
) => Promise<Result>;

/** So many updates are one commit at most: enough that a hot row is as fast as many. */
const MAX_FOLDED = 128;

/** A commit that has so many bytes to write takes no further update in. */
const MAX_FOLDED_BYTES = 2 * 1024 * 1024;

/**
 * Updates of a table's rows, of which those of one row do not race: what comes while a commit of the row is under way
 * gathers, each change sees what the one before it made, and all of them are one commit. Make one for each table and
 * keep it: two of them race, as two processes do, and are right all the same.
 */
export function updaterOf<Row>(partition: Partition, table: Table<Row>): Update<Row> {
  const rows = new Map<string, Pending<Row>[]>();
  const work = async (name: string, key: Uint8Array, pending: Pending<Row>[]): Promise<void> => {
    while (pending.length > 0) await commitSome({ partition, table, key }, pending);
    rows.delete(name);
  };
  return (parts, change) =>
    new Promise((resolve, reject) => {
      const key = encodeKey(...parts);
      const name = Buffer.from(key).toString("latin1");
      const update: Pending<Row> = {
        refuse: reject,
        decide: async (row) => {
          try {
            const { result, ...changed } = await change(row);
            return { ...changed, answer: () => resolve(result) };
          } catch (error) {
            return { row, answer: () => reject(error) };
          }
        },
      };
      const pending = rows.get(name);
      if (pending !== undefined) {
        pending.push(update);
        return;
      }
      const first = [update];
      rows.set(name, first);
      void work(name, key, first);
    });
}

type Pending<Row> = {
  readonly decide: (row: Row | undefined) => Promise<Decided<Row>>;
  readonly refuse: (error: unknown) => void;
};

/** `answer` holds only once it is committed: also who threw may have seen what others made of the row before. */
type Decided<Row> = Omit<Change<Row, unknown>, "result"> & { readonly answer: () => void };

type RowPlace<Row> = { readonly partition: Partition; readonly table: Table<Row>; readonly key: Uint8Array };

/** Commits the first of the updates that wait, takes them out and answers them. */
async function commitSome<Row>(place: RowPlace<Row>, pending: Pending<Row>[]): Promise<void> {
  let tried = 1;
  try {
    const answers = await retryOnConflict(async () => {
      const fold = await foldUpdates(place, pending);
      tried = fold.answers.length;
      if (fold.writes.length === 0 && fold.checks.length === 1) return fold.answers;
      const result = await place.partition.commit(fold);
      return result.ok ? fold.answers : result;
    });
    pending.splice(0, answers.length);
    for (const answer of answers) answer();
  } catch (error) {
    for (const { refuse } of pending.splice(0, tried)) refuse(error);
  }
}

type Fold = { readonly checks: readonly Check[]; readonly writes: readonly Write[]; readonly answers: (() => void)[] };

/** Lets the updates decide, one on what the other made. */
async function foldUpdates<Row>(place: RowPlace<Row>, pending: readonly Pending<Row>[]): Promise<Fold> {
  const { partition, table, key } = place;
  const found = await partition.get(table.space, key);
  const before = found && table.decode(found.value);
  const decided: Decided<Row>[] = [];
  let row = before;
  let bytes = 0;
  for (const { decide } of pending.slice(0, MAX_FOLDED)) {
    const one = await decide(row);
    row = one.row;
    decided.push(one);
    for (const write of one.writes ?? []) bytes += "value" in write ? write.value.length : 0;
    if (bytes > MAX_FOLDED_BYTES) break;
  }
  const checks: Check[] = [{ space: table.space, key, version: found?.version }];
  for (const check of decided.flatMap((one) => one.checks ?? [])) if (!isAmong(checks, check)) checks.push(check);
  const writes = decided.flatMap((one) => one.writes ?? []);
  return {
    checks,
    writes: row === before ? writes : [...writes, rowWrite(place, row)],
    answers: decided.map(({ answer }) => answer),
  };
}

const rowWrite = <Row>({ table: { space, encode }, key }: RowPlace<Row>, row: Row | undefined): Write =>
  row === undefined ? { kind: "remove", space, key } : { kind: "put", space, key, value: encode(row) };

/** All updates of a fold check the same few records. */
const isAmong = (checks: readonly Check[], { space, key, version }: Check): boolean =>
  checks.some((one) => one.space === space && one.version === version && Buffer.compare(one.key, key) === 0);
