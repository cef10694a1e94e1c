import { gzipSync } from "node:zlib";
import type { LogEvent } from "../events/event.ts";
import { eventIdOf } from "../events/event-id.ts";
import type { GroupAddress } from "../groups/group.ts";
import type { Pattern } from "../patterns/pattern.ts";

export type Subscribed = {
  readonly group: GroupAddress;
  readonly stream: string;
  readonly filter: string;
  readonly pattern: Pattern;
  /** Fields of a line have names of their own. */
  readonly hasFields: boolean;
};

/**
 * Events as subscribers get them: packed by gzip, in base64. `undefined` where the filter matches none of them.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html
 */
export function subscriptionData(
  { filter, group, hasFields, pattern, stream }: Subscribed,
  events: readonly LogEvent[],
): string | undefined {
  const matched = events.filter(({ message }) => pattern.matches(message));
  if (matched.length === 0) return undefined;
  const data = {
    messageType: "DATA_MESSAGE",
    owner: group.place.account,
    logGroup: group.name,
    logStream: stream,
    subscriptionFilters: [filter],
    logEvents: matched.map((event) => ({
      id: eventIdOf(event),
      timestamp: event.timestamp,
      message: event.message,
      // JSON leaves it out where it is undefined.
      extractedFields: hasFields ? namedFields(pattern.extract(event.message)) : undefined,
    })),
  };
  return gzipSync(JSON.stringify(data)).toString("base64");
}

/** Without the dollar sign that TestMetricFilter puts before them. */
const namedFields = (fields: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name.slice(1), value]));
