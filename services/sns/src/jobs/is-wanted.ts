import type { Delivery } from "../domain/delivery/delivery.ts";
import type { Topic } from "../domain/topics/topic.ts";
import type { SnsStore } from "../store/store.ts";

/**
 * Whether anybody still wants a delivery: what waits for a receiver to come back is forgotten with its subscription, and
 * all that there is of a topic with the topic.
 */
export async function isWanted(
  { topics, subscriptions }: Pick<SnsStore, "topics" | "subscriptions">,
  delivery: Delivery,
  isAgain: boolean,
): Promise<boolean> {
  const { content, subscriber, topic } = delivery;
  // The goodbye to an endpoint comes when its subscription is gone.
  if (content.type === "UnsubscribeConfirmation") return true;
  const known = await topics.find(topic);
  // What another replica knew of a topic a moment ago decides nothing about one that was made again since.
  const found = isOf(delivery, known) ? known : await topics.read(topic);
  if (found === undefined || !isOf(delivery, found)) return false;
  return !isAgain || (await subscriptions.find(found, subscriber.id)) !== undefined;
}

const isOf = ({ content }: Delivery, topic: Topic | undefined): boolean =>
  content.type !== "Notification" || topic?.row.id === content.publication.topic.id;
