import { setTimeout as sleep } from "node:timers/promises";
import type { Clock } from "@skylab/aws";
import { type OnFailure, uncaught } from "../heard.ts";
import { checkCommit, checkKey } from "../limits.ts";
import {
  type CommitResult,
  type Entry,
  type Partition,
  PING_PATIENCE_MS,
  type Range,
  type Records,
  type Versioned,
} from "../port.ts";
import { type Committer, committer, type StoredCommit, keysBySpace } from "./commit.ts";
import { Connection } from "./connection.ts";
import {
  asBuffer,
  checkPrefix,
  everyExpiries,
  everyOrder,
  liveRecord,
  type PartitionKeys,
  partitionKeys,
  spaceOfKey,
} from "./layout.ts";
import { RANGE_SCRIPT } from "./range-script.ts";
import { Subscriptions } from "./subscriptions.ts";
import { type SpaceAddress, startSweeper, type Sweeper } from "./sweeper.ts";

export type RedisRecordsOptions = {
  /** redis:// or rediss:// (TLS), with user, password and database where they are needed. */
  readonly url: string;
  /** Its time decides what is expired: the clocks of all processes should agree. */
  readonly clock: Clock;
  /** What the names of all keys begin with: letters, digits, _ and -. Records with another prefix do not see these. */
  readonly prefix?: string;
  /** How long Redis may be silent before the calls that wait for it are rejected. */
  readonly timeoutMs?: number;
  /** Told where a listener fails. */
  readonly onFailure?: OnFailure;
};

/** A restart of Redis takes seconds; a client of AWS waits for longer than this. */
const DEFAULT_TIMEOUT_MS = 10_000;
const DEFAULT_PREFIX = "skylab";
/** At most so many expired records are removed at once, so that calls do not wait for a large sweep. */
const SWEEP_LIMIT = 1000;
/** How many keys of all that Redis has are looked at by one SCAN. */
const SCAN_COUNT = 1000;

type Engine = {
  readonly connection: Connection;
  readonly committer: Committer;
  readonly subscriptions: Subscriptions;
  readonly clock: Clock;
  readonly prefix: string;
};

/** Records in Redis 7.0 or later, or Valkey, for any number of processes. Rejects when Redis does not answer. */
export async function openRedisRecords(options: RedisRecordsOptions): Promise<Records> {
  const { url, clock, prefix = DEFAULT_PREFIX, timeoutMs = DEFAULT_TIMEOUT_MS, onFailure = uncaught } = options;
  checkPrefix(prefix);
  const connection = new Connection({ url, timeoutMs });
  const commits = committer(connection);
  const subscriptions = new Subscriptions({ url, timeoutMs, isOwn: commits.isOwn, onFailure });
  try {
    await connection.call("ping", []);
    await subscriptions.opened(timeoutMs);
  } catch (error) {
    connection.close();
    subscriptions.close();
    throw error;
  }
  return recordsOn({ connection, committer: commits, subscriptions, clock, prefix });
}

function recordsOn(engine: Engine): Records {
  const sweeper = startSweeper({
    clock: engine.clock,
    find: () => findSpaces(engine, everyExpiries(engine.prefix)),
    sweep: (address) => sweep(engine, address),
  });
  const running = new Set<Promise<unknown>>();
  let closed: Promise<void> | undefined;

  const during: During = async (work) => {
    if (closed !== undefined) throw new Error("The records are closed");
    const done = work();
    running.add(done);
    try {
      return await done;
    } finally {
      running.delete(done);
    }
  };
  const closeAll = async (): Promise<void> => {
    await Promise.allSettled([...running, sweeper.close()]);
    engine.subscriptions.close();
    engine.connection.close();
  };
  return {
    partition: (name) => partition({ engine, sweeper, during }, name),
    partitions: () =>
      during(async () => {
        const spaces = await findSpaces(engine, everyOrder(engine.prefix));
        return [...new Set(spaces.map((space) => space.partition))];
      }),
    ping: () => during(() => ping(engine)),
    close: () => {
      closed ??= closeAll();
      return closed;
    },
  };
}

async function ping({ connection }: Engine): Promise<void> {
  const giveUp = new AbortController();
  const late = sleep(PING_PATIENCE_MS, undefined, { signal: giveUp.signal }).then(() => {
    throw new Error("Redis does not answer");
  });
  try {
    await Promise.race([connection.call("ping", []), late]);
  } finally {
    late.catch(() => undefined);
    giveUp.abort();
  }
}

/** Does the work, unless the records are closed; they do not close while it is being done. */
type During = <T>(work: () => Promise<T>) => Promise<T>;

type Parts = { readonly engine: Engine; readonly sweeper: Sweeper; readonly during: During };

function partition({ engine, sweeper, during }: Parts, name: string): Partition {
  const { connection, subscriptions, clock } = engine;
  const keys = partitionKeys(engine.prefix, name);
  const settled = (space: string): Promise<void> | undefined => subscriptions.settled(keys.space(space).order);
  return {
    name,
    get: (space, key) =>
      during(async () => {
        checkKey(key);
        await settled(space);
        const { reply } = await connection.call("hget", [keys.space(space).records, asBuffer(key)]);
        return recordIn(reply, clock.now());
      }),
    getMany: (space, wanted) =>
      during(async () => {
        for (const key of wanted) checkKey(key);
        if (wanted.length === 0) return [];
        await settled(space);
        const { reply } = await connection.call("hmget", [keys.space(space).records, ...wanted.map(asBuffer)]);
        const now = clock.now();
        return listIn(reply).map((record) => recordIn(record, now));
      }),
    range: (space, range) =>
      during(async () => {
        await settled(space);
        return readRange(engine, keys, { space, range });
      }),
    count: (space) =>
      during(async () => {
        await settled(space);
        const { reply } = await connection.call("hlen", [keys.space(space).records]);
        return Number(reply);
      }),
    commit: (commit) =>
      during(async () => {
        checkCommit(commit);
        const result = await commitAndTell(engine, keys, { ...commit, now: clock.now() });
        for (const write of result.ok ? commit.writes : [])
          if ("value" in write && write.expiresAt !== undefined)
            sweeper.expect({ partition: name, space: write.space }, write.expiresAt);
        return result;
      }),
    subscribe: (space, listener) => subscriptions.subscribe(keys.space(space).order, listener),
  };
}

async function commitAndTell(engine: Engine, keys: PartitionKeys, commit: StoredCommit): Promise<CommitResult> {
  const { committer: commits, subscriptions } = engine;
  try {
    const result = await commits.commit(keys, commit);
    if (result.ok)
      for (const [space, written] of keysBySpace(commit.writes, result.version))
        subscriptions.tell(keys.space(space).order, written);
    return result;
  } catch (error) {
    // Perhaps it was made all the same.
    for (const space of new Set(commit.writes.map((write) => write.space)))
      subscriptions.tell(keys.space(space).order, undefined);
    throw error;
  }
}

type SpaceRange = { readonly space: string; readonly range: Range };

async function readRange(
  { connection, clock }: Engine,
  keys: PartitionKeys,
  { space, range: { from, to, limit, maxBytes, reverse = false } }: SpaceRange,
): Promise<readonly Entry[]> {
  if (limit <= 0) return [];
  const { order, records } = keys.space(space);
  const start = from === undefined ? "-" : Buffer.concat([Buffer.from("["), from]);
  const end = to === undefined ? "+" : Buffer.concat([Buffer.from("("), to]);
  const bounds = reverse ? ["ZREVRANGEBYLEX", end, start] : ["ZRANGEBYLEX", start, end];
  const now = clock.now();
  const { reply } = await connection.run(RANGE_SCRIPT, {
    keys: [order, records],
    args: [...bounds, Math.min(limit, Number.MAX_SAFE_INTEGER), maxBytes ?? "", now],
  });
  const entries: Entry[] = [];
  const found = listIn(reply);
  for (let index = 0; index < found.length; index += 2) {
    const [key, record] = [found[index], recordIn(found[index + 1], now)];
    if (Buffer.isBuffer(key) && record !== undefined) entries.push({ key, ...record });
  }
  return entries;
}

async function sweep(engine: Engine, { partition: name, space }: SpaceAddress): Promise<number | undefined> {
  const { connection, clock, prefix } = engine;
  const keys = partitionKeys(prefix, name);
  const { expiries } = keys.space(space);
  const now = clock.now();
  const expired = await connection.call("zrangebyscore", [expiries, "-inf", now, "LIMIT", 0, SWEEP_LIMIT]);
  const writes = listIn(expired.reply).flatMap((key) =>
    Buffer.isBuffer(key) ? [{ kind: "expire" as const, space, key }] : [],
  );
  if (writes.length > 0) await commitAndTell(engine, keys, { writes, now });
  const next = await connection.call("zrange", [expiries, 0, 0, "WITHSCORES"]);
  const expiresAt = listIn(next.reply)[1];
  return expiresAt === undefined ? undefined : Number(expiresAt);
}

/** The spaces whose order or expiries are called as the pattern says. */
async function findSpaces({ connection }: Engine, pattern: string): Promise<readonly SpaceAddress[]> {
  const names = new Set<string>();
  let cursor = "0";
  do {
    const { reply } = await connection.call("scan", [cursor, "MATCH", pattern, "COUNT", SCAN_COUNT]);
    const [next, found] = listIn(reply);
    for (const name of listIn(found)) names.add(String(name));
    cursor = String(next);
  } while (cursor !== "0");
  return Array.from(names).flatMap((name) => spaceOfKey(name) ?? []);
}

function recordIn(reply: unknown, now: number): Versioned | undefined {
  return Buffer.isBuffer(reply) ? liveRecord(reply, now) : undefined;
}

function listIn(reply: unknown): readonly unknown[] {
  return Array.isArray(reply) ? reply : [];
}
