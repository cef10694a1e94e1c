import type { Place } from "@skylab/aws";
import { decodeKey, keyTexts } from "@skylab/records";
import { type OfTopic, pendingOnes } from "./subscription-rows.ts";
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
    const [expiresAt] = decodeKey(key);
    const [name = "", topicId = "", id = ""] = keyTexts(key);
    const isOverdue = typeof expiresAt === "number" && expiresAt <= now;
    return isOverdue ? [{ topic: { place, name, row: { id: topicId } }, id }] : [];
  });
}
