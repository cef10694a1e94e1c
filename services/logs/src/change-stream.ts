import { groupNotFound, streamNotFound } from "./domain/errors.ts";
import type { GroupAddress, LogGroup } from "./domain/groups/group.ts";
import type { Changed, StreamChange } from "./store/group-writer.ts";
import type { LogsStore } from "./store/store.ts";

/**
 * Changes a stream of a group, also where the group that this process remembers was replaced by another of its name.
 * @param decide may be asked again, and throw
 * @throws AwsError ResourceNotFoundException
 */
export async function changeStream(
  { events, groups }: LogsStore,
  address: GroupAddress,
  decide: (group: LogGroup) => StreamChange,
): Promise<Changed & { readonly group: LogGroup }> {
  const known = await groups.find(address);
  const changed = known && { group: known, ...(await events.change(known, decide(known))) };
  if (changed !== undefined && changed.outcome !== "no group") return there(changed);
  const group = await groups.read(address);
  if (group === undefined) throw groupNotFound();
  return there({ group, ...(await events.change(group, decide(group))) });
}

function there<Outcome extends Changed>(changed: Outcome): Outcome {
  if (changed.outcome === "no group") throw groupNotFound();
  if (changed.outcome === "no stream") throw streamNotFound();
  return changed;
}
