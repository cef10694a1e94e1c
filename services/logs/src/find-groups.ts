import type { Place } from "@skylab/aws";
import type { LogGroup } from "./domain/groups/group.ts";
import type { GroupPage, ListedGroup } from "./store/groups.ts";
import type { LogsStore } from "./store/store.ts";

export type AskedGroups = GroupPage & { readonly isAsked: (group: LogGroup) => boolean };

/** So many groups are looked at at a time. */
const LOOKED_AT = 500;

/** Groups of a place that are asked for, in the order of their names, as many as the limit says. */
export async function findGroups(
  { groups }: LogsStore,
  place: Place,
  { after, isAsked, limit, prefix }: AskedGroups,
): Promise<readonly ListedGroup[]> {
  const found: ListedGroup[] = [];
  let behind = after;
  for (;;) {
    const listed = await groups.list(place, { prefix, after: behind, limit: LOOKED_AT });
    found.push(...listed.filter(({ group }) => isAsked(group)));
    behind = listed.at(-1)?.key;
    if (found.length >= limit || listed.length < LOOKED_AT) return found.slice(0, limit);
  }
}
