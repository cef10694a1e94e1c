import type { Leased } from "@skylab/queues";
import type { Publication } from "../domain/messages/publication.ts";

/** Publications that came together, of one topic. */
export type OfTopic = {
  readonly topic: Publication["topic"];
  readonly items: readonly Leased<Publication>[];
};

/** Topic by topic, and in the order in which they came. */
export function byTopic(items: readonly Leased<Publication>[]): readonly OfTopic[] {
  const topics = new Map<string, { readonly topic: Publication["topic"]; readonly items: Leased<Publication>[] }>();
  for (const item of items) {
    const { topic } = item.item;
    const own = topics.get(topic.id);
    if (own === undefined) topics.set(topic.id, { topic, items: [item] });
    else own.items.push(item);
  }
  return [...topics.values()];
}
