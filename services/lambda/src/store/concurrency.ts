import type { Place } from "@skylab/aws";
import {
  allRows,
  jsonTable,
  keyTexts,
  type Partition,
  partitionName,
  placesOf,
  type Reader,
  readerOf,
  type Records,
  transact,
  type Transaction,
} from "@skylab/records";
import type { Limits } from "@skylab/sandbox";
import { type StoredConcurrency, unreservedBeside } from "../domain/configs/concurrency.ts";
import type { FunctionAddress } from "../domain/functions/function-arn.ts";
import { holdFunction } from "./hold-function.ts";
import { CONCURRENCY_SPACE, CONCURRENCY_CHANGES_SPACE } from "./spaces.ts";

export const concurrencyRows = jsonTable<StoredConcurrency>(CONCURRENCY_SPACE);

/** Counts the changes of a place, so that no two functions are given the same rest. */
const changeRows = jsonTable<number>(CONCURRENCY_CHANGES_SPACE);

/** What functions have of their account's concurrency. */
export type Concurrency = {
  /** How many may run at a time; as it is, or was less than a second ago where another replica has changed it since. */
  readonly limitsOf: (of: FunctionAddress) => Promise<Limits>;
  /** What an account has in a region for functions that reserve nothing, as it is now. */
  readonly unreserved: (place: Place) => Promise<number>;
  /** What a function has, as it is now. */
  readonly read: (of: FunctionAddress) => Promise<StoredConcurrency | undefined>;
  /**
   * Keeps what `decide` makes of what a function has, and of what all others leave; it may be asked again, and throw.
   * False: there is no such function.
   */
  readonly change: (of: FunctionAddress, decide: Decide) => Promise<boolean>;
  /** All of an account's functions in a region that have something, by their names. */
  readonly all: (place: Place) => AsyncIterable<NamedConcurrency>;
};

/**
 * @param left what there is without the function itself
 * @param rows of the same transaction: what they answer is still so when the decision takes effect
 */
export type Decide = (
  current: StoredConcurrency,
  left: number,
  rows: Pick<Transaction, "get">,
) => StoredConcurrency | undefined | Promise<StoredConcurrency | undefined>;

export type NamedConcurrency = { readonly name: string; readonly concurrency: StoredConcurrency };

const NOTHING: StoredConcurrency = { provisioned: {} };

export function openConcurrency(records: Records): Concurrency {
  const at = (place: Place): Partition => placesOf(records).at(place);
  // A place is listened to, which nothing ends, once a function of it runs.
  const places = new Map<string, () => Promise<PlaceLimits>>();
  const limitsIn = (place: Place): Promise<PlaceLimits> => {
    const name = partitionName(place);
    const known = places.get(name) ?? rememberLimits(records.partition(name));
    places.set(name, known);
    return known();
  };
  return {
    limitsOf: async ({ place, name }) => {
      const { reserved, unreserved } = await limitsIn(place);
      const own = reserved.get(name);
      return { ...(own !== undefined && { reserved: own }), unreserved };
    },
    unreserved: async (place) => (await readLimits(readerOf(at(place)))).unreserved,
    read: ({ place, name }) => readerOf(at(place)).get(concurrencyRows, name),
    change: ({ place, name }, decide) => change(at(place), name, decide),
    all: (place) => allOf(readerOf(at(place))),
  };
}

type PlaceLimits = { readonly reserved: ReadonlyMap<string, number>; readonly unreserved: number };

function rememberLimits(partition: Partition): () => Promise<PlaceLimits> {
  let known: Promise<PlaceLimits> | undefined;
  const forget = (): void => {
    known = undefined;
  };
  partition.subscribe(CONCURRENCY_SPACE, forget);
  return () => {
    if (known !== undefined) return known;
    const read = readLimits(readerOf(partition));
    known = read;
    read.catch(() => known === read && forget());
    return read;
  };
}

async function readLimits(rows: Reader): Promise<PlaceLimits> {
  const reserved = new Map<string, number>();
  const functions: StoredConcurrency[] = [];
  for await (const { concurrency, name } of allOf(rows)) {
    functions.push(concurrency);
    if (concurrency.reserved !== undefined) reserved.set(name, concurrency.reserved);
  }
  return { reserved, unreserved: unreservedBeside(functions) };
}

async function* allOf(rows: Reader): AsyncGenerator<NamedConcurrency> {
  for await (const { key, row } of allRows(rows, concurrencyRows)) {
    yield { name: keyTexts(key)[0] ?? "", concurrency: row };
  }
}

function change(partition: Partition, name: string, decide: Decide): Promise<boolean> {
  return transact(partition, async (rows) => {
    // Before the others are read: a change that comes between makes this one begin again.
    const changes = (await rows.get(changeRows, ALL)) ?? 0;
    if ((await holdFunction(rows, name)) === undefined) return false;
    const current = await rows.get(concurrencyRows, name);
    const others: StoredConcurrency[] = [];
    for await (const other of allOf(rows)) if (other.name !== name) others.push(other.concurrency);
    const changed = await decide(current ?? NOTHING, unreservedBeside(others), rows);
    rows.put(changeRows, changes + 1, ALL);
    if (changed === undefined) rows.remove(concurrencyRows, name);
    else rows.put(concurrencyRows, changed, name);
    return true;
  });
}

const ALL = "all";
