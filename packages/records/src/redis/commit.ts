import { appendedKey } from "../log.ts";
import type { Commit, CommitResult, Write } from "../port.ts";
import { COMMIT_SCRIPT, COMMITTED, FORGOTTEN, REFUSED } from "./commit-script.ts";
import type { Argument, Connection, ScriptParameters } from "./connection.ts";
import { asBuffer, commitId, newOrigin, type PartitionKeys, storedVersion } from "./layout.ts";

/** Makes the commits of these records, each of them once. */
export type Committer = {
  readonly commit: (partition: PartitionKeys, commit: StoredCommit) => Promise<CommitResult>;
  /** Whether a commit of this origin was made here, and answered or will be. */
  readonly isOwn: (origin: Buffer) => boolean;
};

/** What a commit may also do: remove a record if its expiry has come. */
export type Expire = { readonly kind: "expire"; readonly space: string; readonly key: Uint8Array };

export type StoredCommit = {
  readonly checks?: Commit["checks"];
  readonly writes: readonly (Write | Expire)[];
  readonly now: number;
};

export function committer(connection: Connection): Committer {
  /** The last version that is known of each partition. */
  const seen = new Map<string, number>();
  let origin = newOrigin();
  let commits = 0;

  // Of this commit nobody knows whether it is made. If Redis tells of it, then as if others had made it.
  const disown = (): void => {
    origin = newOrigin();
  };
  const attempt = async (keys: PartitionKeys, commit: StoredCommit): Promise<CommitResult | undefined> => {
    const parameters = parametersOf(keys, commit, {
      id: commitId(origin, ++commits),
      seen: seen.get(keys.version) ?? 0,
    });
    const { reply, repeated } = await connection.run(COMMIT_SCRIPT, parameters);
    const [status, number] = numbersIn(reply);
    if (status === REFUSED) return { ok: false, conflict: number };
    seen.set(keys.version, Math.max(number, seen.get(keys.version) ?? 0));
    if (status === COMMITTED) return { ok: true, version: BigInt(number) };
    if (status !== FORGOTTEN) throw new Error(`The commit script answered ${status}`);
    // Nothing was written, as the partition is further on than was known here. Now it is known.
    if (!repeated) return undefined;
    throw new Error("The connection to Redis was lost, and whether the commit was made is no longer known");
  };
  return {
    commit: async (keys, commit) => {
      for (;;) {
        try {
          const result = await attempt(keys, commit);
          if (result !== undefined) return result;
        } catch (error) {
          disown();
          throw error;
        }
      }
    },
    isOwn: (other) => other.equals(origin),
  };
}

/** The keys that a commit wrote to, by space; `undefined`: all of them. */
export function keysBySpace(
  writes: StoredCommit["writes"],
  version: bigint,
): ReadonlyMap<string, readonly Uint8Array[] | undefined> {
  const written = new Map<string, Uint8Array[] | undefined>();
  for (const [position, write] of writes.entries()) {
    const { space } = write;
    if (write.kind === "drop") {
      written.set(space, undefined);
      continue;
    }
    const whole = write.kind === "append" ? appendedKey(write.key, version, position) : write.key;
    if (written.has(space)) written.get(space)?.push(whole);
    else written.set(space, [whole]);
  }
  return written;
}

type Identity = { readonly id: Buffer; readonly seen: number };

function parametersOf(
  partition: PartitionKeys,
  { checks = [], writes, now }: StoredCommit,
  { id, seen }: Identity,
): ScriptParameters {
  const keys = [partition.version, partition.recent, partition.older];
  const indexes = new Map<string, number>();
  const indexOf = (space: string): number => {
    const known = indexes.get(space);
    if (known !== undefined) return known;
    const { order, records, expiries } = partition.space(space);
    const index = keys.push(order, records, expiries) - 2;
    indexes.set(space, index);
    return index;
  };
  const args: Argument[] = [id, seen, now, checks.length];
  for (const { space, key, version } of checks)
    args.push(indexOf(space), asBuffer(key), version === undefined ? "" : storedVersion(version));
  for (const write of writes) {
    args.push(write.kind, indexOf(write.space), write.kind === "drop" ? "" : asBuffer(write.key));
    if ("value" in write) args.push(asBuffer(write.value), write.expiresAt ?? "");
  }
  return { keys, args };
}

function numbersIn(reply: unknown): readonly [status: number, number: number] {
  const [status, number]: readonly unknown[] = Array.isArray(reply) ? reply : [];
  if (typeof status !== "number" || typeof number !== "number") throw new Error("The commit script answered nonsense");
  return [status, number];
}
