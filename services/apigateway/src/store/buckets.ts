import { BoundedMap, type Place } from "@skylab/aws";
import { encodeKey, jsonTable, partitionName, type Places, retryOnConflict } from "@skylab/records";
import {
  fullAt,
  fullBucket,
  type RateLimit,
  refilled,
  spent,
  type TokenBucket,
  tokensLeft,
} from "../domain/throttling/token-bucket.ts";
import { grantTogether, type Waiting, waitWith } from "./grant-together.ts";
import { BUCKETS_SPACE } from "./spaces.ts";

/** What has a limit of its own. */
export type Limited = {
  readonly place: Place;
  /** No other of the place has it. */
  readonly name: string;
  readonly limit: RateLimit;
};

/**
 * Token buckets that all replicas share, a row each.
 *
 * Whoever finds a bucket empty, as far as is known here, is refused at once, since others only take from it. Of a wide
 * bucket each replica takes by what it knows, and tells the others when it has taken as much as comes back in a tenth of a
 * second (and no more than a tenth of its burst), from which it learns what they took. So together they may let through so
 * many more as all but one of them take unseen (twice that while an engine is slow to answer); that is owed, and in the
 * long run the rate is exact. What a replica that is killed has not told is forgotten.
 * Of a narrow bucket each token is asked for, those that wait together at once: that is exact.
 */
export type Buckets = {
  /** Whether a token is left for all that is known here. */
  readonly isLeft: (limited: Limited, now: number) => boolean;
  /** Takes a token, where one is left: at once, or when the others' use is known. */
  readonly take: (limited: Limited, now: number) => boolean | Promise<boolean>;
  /** Gives back a token that was taken. */
  readonly giveBack: (limited: Limited, now: number) => void;
};

/** As much as comes back in this time a replica may take unseen. */
const UNSEEN_MS = 100;

/** And as much of the burst. */
const UNSEEN_SHARE = 0.1;

/** A bucket of which fewer may be taken unseen is narrow. */
const MIN_UNSEEN_TOKENS = 5;

/** So many a replica may have taken unseen, in relation to what it may, while it is telling. */
const MAX_UNSEEN = 2;

/** Buckets that are known at a time: one for each method in use, and for each key in use. */
const MAX_KNOWN = 100_000;

/** A bucket as one replica knows it. */
type Known = {
  bucket: TokenBucket;
  /** Taken here, and not told yet; the first of them at `since`. */
  unseen: number;
  since: number;
  waiting: Waiting[];
  isTelling: boolean;
};

const bucketRows = jsonTable<TokenBucket>(BUCKETS_SPACE);

export function openBuckets(places: Places): Buckets {
  const all = new BoundedMap<string, Known>(MAX_KNOWN);
  const knownAt = ({ limit, name, place }: Limited, now: number): Known => {
    const known = all.get(`${partitionName(place)} ${name}`, () => newKnown(limit, now));
    known.bucket = refilled(known.bucket, limit, now);
    return known;
  };
  /** Whoever waits has a token in prospect. */
  const isLeftOf = (known: Known, limit: RateLimit): boolean => tokensLeft(known.bucket, limit) > known.waiting.length;

  return {
    isLeft: (limited, now) => isLeftOf(knownAt(limited, now), limited.limit),
    take: (limited, now) => {
      const known = knownAt(limited, now);
      if (!isLeftOf(known, limited.limit)) return false;
      const most = mostUnseen(limited.limit);
      if (most < MIN_UNSEEN_TOKENS || known.unseen >= most * MAX_UNSEEN) {
        const taken = waitWith(known.waiting);
        void tell(places, limited, known);
        return taken;
      }
      useUnseen(known, limited.limit, { tokens: 1, now });
      if (known.unseen >= most) void tell(places, limited, known);
      return true;
    },
    giveBack: (limited, now) => useUnseen(knownAt(limited, now), limited.limit, { tokens: -1, now }),
  };
}

const newKnown = (limit: RateLimit, now: number): Known => ({
  bucket: fullBucket(limit, now),
  unseen: 0,
  since: now,
  waiting: [],
  isTelling: false,
});

const mostUnseen = ({ burst, rate }: RateLimit): number =>
  Math.floor(Math.min((rate * UNSEEN_MS) / 1000, burst * UNSEEN_SHARE));

function useUnseen(known: Known, limit: RateLimit, { now, tokens }: { tokens: number; now: number }): void {
  if (known.unseen === 0) known.since = now;
  known.unseen += tokens;
  known.bucket = spent(known.bucket, limit, { tokens, since: now, now });
}

/** Tells the others what was taken here, and takes what is waited for; on and on, as long as there is anything. */
async function tell(places: Places, limited: Limited, known: Known): Promise<void> {
  if (known.isTelling) return;
  known.isTelling = true;
  // What comes in this turn is asked for together.
  await Promise.resolve();
  const most = Math.max(MIN_UNSEEN_TOKENS, mostUnseen(limited.limit));
  while (known.waiting.length > 0 || known.unseen >= most) {
    const isTold = await grantTogether(known.waiting, (wanted) => tellOnce(places, limited, { known, wanted }));
    // Who came meanwhile is asked for; else what was taken is told with what is taken next.
    if (!isTold && known.waiting.length === 0) break;
  }
  known.isTelling = false;
}

type Telling = { readonly known: Known; readonly wanted: number };

type Told = {
  readonly bucket: TokenBucket;
  /** So many of the tokens that were waited for. */
  readonly granted: number;
};

async function tellOnce(places: Places, { limit, name, place }: Limited, { known, wanted }: Telling): Promise<number> {
  const { since, unseen } = known;
  const partition = places.at(place);
  const key = encodeKey(name);
  const { bucket, granted } = await retryOnConflict(async () => {
    const now = known.bucket.at;
    const found = await partition.get(bucketRows.space, key);
    const before = found ? bucketRows.decode(found.value) : fullBucket(limit, Math.min(since, now));
    const told = takeGranted(spent(before, limit, { tokens: unseen, since, now }), limit, { wanted, now });
    if (unseen === 0 && told.granted === 0) return told;
    const value = bucketRows.encode(told.bucket);
    const result = await partition.commit({
      checks: [{ space: bucketRows.space, key, version: found?.version }],
      writes: [{ kind: "put", space: bucketRows.space, key, value, expiresAt: fullAt(told.bucket, limit) }],
    });
    return result.ok ? told : result;
  });
  // What was taken meanwhile.
  known.unseen -= unseen;
  known.since = bucket.at;
  known.bucket = spent(bucket, limit, { tokens: known.unseen, since: bucket.at, now: known.bucket.at });
  return granted;
}

/** Takes as many of the tokens that are waited for as there are. */
function takeGranted(bucket: TokenBucket, limit: RateLimit, { now, wanted }: { wanted: number; now: number }): Told {
  const granted = Math.min(wanted, tokensLeft(bucket, limit));
  return { bucket: spent(bucket, limit, { tokens: granted, since: now, now }), granted };
}
