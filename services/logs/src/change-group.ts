import { groupNotFound } from "./domain/errors.ts";
import type { GroupAddress, GroupRow, LogGroup } from "./domain/groups/group.ts";
import type { LogsStore } from "./store/store.ts";

/**
 * Keeps what `decide` makes of a group.
 * @throws AwsError ResourceNotFoundException, and what `decide` throws
 */
export async function changeGroup(
  { groups }: LogsStore,
  address: GroupAddress,
  decide: (row: GroupRow) => GroupRow,
): Promise<LogGroup> {
  const changed = await groups.change(address, decide);
  if (changed === undefined) throw groupNotFound();
  return changed;
}
