import type { Place } from "@skylab/aws";
import { keyAfter } from "./keys/tuple.ts";
import type { Entry, Partition, Records, Write } from "./port.ts";

/**
 * What accounts have in regions. An account and region is one partition, which all services share, each by spaces of its
 * own name (`sqs.queues`): one commit may span whatever a service keeps of a place, and nothing of two places.
 */
export type Places = {
  /** Where what a place has is kept. */
  readonly at: (place: Place) => Partition;
  /** Every place that holds a record, of whichever service, or those of one account, in no order. For jobs and resets. */
  readonly all: (account?: string) => Promise<readonly PlacedPartition[]>;
};

export type PlacedPartition = { readonly place: Place; readonly partition: Partition };

export const placesOf = (records: Records): Places => ({
  at: (place) => records.partition(partitionName(place)),
  all: async (account) => {
    const partitions = await records.partitions();
    return partitions.flatMap((name) => {
      const place = placeOf(name);
      const isAsked = place !== undefined && (account === undefined || place.account === account);
      return isAsked ? [{ place, partition: records.partition(name) }] : [];
    });
  },
});

/** The name of a place's partition. */
export const partitionName = ({ account, region }: Place): string => `${account}/${region}`;

/** The place of a partition, or `undefined` where it is another's: leases, accounts and identities have partitions, too. */
function placeOf(partition: string): Place | undefined {
  const [account, region, more] = partition.split("/");
  return account && region && more === undefined ? { account, region } : undefined;
}

/** Empties spaces of a partition in one commit, whatever they hold: what a service's reset does to each of its places. */
export async function dropSpaces(partition: Partition, spaces: readonly string[]): Promise<void> {
  await partition.commit({ writes: spaces.map((space): Write => ({ kind: "drop", space })) });
}

export type Removal = {
  /** Which records go; all of them where absent. */
  readonly goes?: (entry: Entry) => boolean;
  /** What is done about those that go, before they do: what a crash cuts short is found by them, and done again. */
  readonly going?: (entries: readonly Entry[]) => Promise<unknown>;
  /** What is done about those that are gone: their blobs are removed, their messages dropped. */
  readonly gone?: (entries: readonly Entry[]) => Promise<unknown>;
};

/** So many records are removed by one commit. */
const REMOVED_AT_ONCE = 1000;

/** Removes records of a space a piece at a time, where some stay or something is to be done about each; else drop the space. */
export async function removeRecords(
  partition: Partition,
  space: string,
  { goes = () => true, going, gone }: Removal,
): Promise<void> {
  let from: Uint8Array | undefined;
  do {
    const piece = await partition.range(space, { ...(from && { from }), limit: REMOVED_AT_ONCE });
    const entries = piece.filter(goes);
    if (entries.length > 0) {
      await going?.(entries);
      await partition.commit({ writes: entries.map(({ key }): Write => ({ kind: "remove", space, key })) });
      await gone?.(entries);
    }
    const last = piece.at(-1);
    from = last && keyAfter(last.key);
  } while (from !== undefined);
}
