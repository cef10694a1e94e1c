import type { Refuse } from "../attribute-refusal.ts";
import { parseJsonObject } from "../json.ts";

/** Which archived messages a subscription is sent again; milliseconds since the epoch. */
export type ReplayPolicy = { readonly from: number; readonly to: number | undefined };

/**
 * What the attribute ReplayPolicy says. AWS's words for what is wrong with it nobody recorded.
 * https://docs.aws.amazon.com/sns/latest/dg/message-archiving-and-replay-subscriber.html
 * @throws AwsError InvalidParameter
 */
export function readReplayPolicy(text: string, refuse: Refuse): ReplayPolicy {
  const policy = parseJsonObject(text);
  if (policy === undefined) throw refuse("ReplayPolicy: failed to parse JSON.");
  if (policy["PointType"] !== "Timestamp") throw refuse("ReplayPolicy: PointType value is invalid");
  const from = readTime("StartingPoint", policy["StartingPoint"], refuse);
  const end = policy["EndingPoint"];
  const to = end === undefined ? undefined : readTime("EndingPoint", end, refuse);
  if (to !== undefined && to < from) throw refuse("ReplayPolicy: EndingPoint value is invalid");
  return { from, to };
}

function readTime(name: string, value: unknown, refuse: Refuse): number {
  const time = typeof value === "string" ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(time)) throw refuse(`ReplayPolicy: ${name} value is invalid`);
  return time;
}
