import type { NotificationConfiguration } from "@aws-sdk/client-s3";
import type { EventRule } from "../bucket-configuration/event-rule.ts";
import { affixesOf, includesEvent } from "../bucket-configuration/notification-overlaps.ts";
import { eventRules } from "../bucket-configuration/notification.ts";

/** The rules by which an event of a key is told: as rules may not overlap, one at most of each event and key. */
export function matchingRules(
  configuration: NotificationConfiguration,
  { event, key }: { readonly event: string; readonly key: string },
): readonly EventRule[] {
  return eventRules(configuration).filter((rule) => {
    const { prefix, suffix } = affixesOf(rule);
    const isOfEvent = rule.events.some((pattern) => includesEvent(pattern, `s3:${event}`));
    return isOfEvent && key.startsWith(prefix) && key.endsWith(suffix);
  });
}
