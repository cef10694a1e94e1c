import type { Place } from "@skylab/aws";
import { decodeKey, placesOf, prefixRange, type Records } from "@skylab/records";
import { SPACES } from "./spaces.ts";

/** What deleted queues leave behind. */
export type Garbage = {
  /** The engine's ids of queues that were deleted before a time. */
  readonly deletedBefore: (place: Place, time: number) => Promise<readonly DeletedQueue[]>;
  /** Says that nothing is left of a queue. */
  readonly forget: (place: Place, queue: DeletedQueue) => Promise<void>;
};

export type DeletedQueue = { readonly id: string; readonly key: Uint8Array };

/** So many deleted queues are looked at in one turn. */
const LOOKED_AT = 1000;

export function openGarbage(records: Records): Garbage {
  const places = placesOf(records);
  return {
    deletedBefore: async (place, time) => {
      const entries = await places.at(place).range(SPACES.garbage, { ...prefixRange(), limit: LOOKED_AT });
      return entries.flatMap(({ key }) => {
        const [id, deletedAt] = decodeKey(key);
        return typeof id === "string" && typeof deletedAt === "number" && deletedAt < time ? [{ id, key }] : [];
      });
    },
    forget: async (place, { key }) => {
      await places.at(place).commit({ writes: [{ kind: "remove", space: SPACES.garbage, key }] });
    },
  };
}
