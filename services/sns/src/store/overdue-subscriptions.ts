import type { Place } from "@skylab/aws";
import { decodeKey } from "@skylab/records";
import type { OfTopic } from "./subscription-rows.ts";
import { pendingOnes } from "./subscription-rows.ts";
import type { TopicPlace } from "./topic-places.ts";

/** A subscription that waits for its confirmation no longer. */
export type OverdueSubscription = { readonly topic: OfTopic; readonly id: string };

/** So many are ended in one turn of a job. */
const LOOKED_AT = 500;

export async function listOverdue(
  { rows }: TopicPlace,
  place: Place,
  now: number,
): Promise<readonly OverdueSubscription[]> {
  const waiting = await rows.list(pendingOnes, { limit: LOOKED_AT });
  return waiting.flatMap(({ key }) => {
    const [expiresAt, name, topicId, id] = decodeKey(key);
    if (typeof expiresAt !== "number" || expiresAt > now) return [];
    return [{ topic: { place, name: String(name), row: { id: String(topicId) } }, id: String(id) }];
  });
}
