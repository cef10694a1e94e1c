/** A shard as DescribeStream tells it. */
export type Shard = { readonly id: string; readonly parentId: string | undefined; readonly isClosed: boolean };

/**
 * Which shards can be read now: those not read to their end, whose parent is, or is not there any more. So the changes of
 * an item come in their order.
 */
export function readableShards(shards: readonly Shard[], isRead: (id: string) => boolean): readonly Shard[] {
  const known = new Set(shards.map(({ id }) => id));
  return shards.filter(({ id, parentId }) => {
    const isWaiting = parentId !== undefined && known.has(parentId) && !isRead(parentId);
    return !isRead(id) && !isWaiting;
  });
}
