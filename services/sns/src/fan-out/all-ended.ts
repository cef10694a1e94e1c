/**
 * Resolves when all have ended, and rejects then where one failed: what goes on when a worker has come to its end does so
 * without a lease.
 */
export async function allEnded(all: readonly Promise<unknown>[]): Promise<void> {
  for (const ended of await Promise.allSettled(all)) if (ended.status === "rejected") throw ended.reason;
}
