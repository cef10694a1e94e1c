import { parseArn } from "@skylab/aws";
import { checkChoice, readBoolean, type Refuse, refuseAtChange, refuseAtCreation } from "../attribute-refusal.ts";
import { parseDeliveryPolicy } from "../delivery/delivery-policy.ts";
import { type FilterScope, parseFilterPolicy } from "../filters/policy.ts";
import { saysTheSame } from "../json.ts";
import { isFifo, type Topic } from "../topics/topic.ts";
import { supportsRaw } from "./protocols.ts";
import { checkRedrivePolicy } from "./redrive-policy.ts";
import { readReplayPolicy } from "./replay-policy.ts";
import type { Protocol } from "./subscription.ts";

type Attributes = Readonly<Record<string, string>>;

/** Whose attributes they are. */
type Whose = { readonly topic: Topic; readonly protocol: Protocol; readonly endpoint: string };

/** https://docs.aws.amazon.com/sns/latest/api/API_SetSubscriptionAttributes.html */
const NAMES: ReadonlySet<string> = new Set([
  "DeliveryPolicy",
  "FilterPolicy",
  "FilterPolicyScope",
  "RawMessageDelivery",
  "RedrivePolicy",
  "ReplayPolicy",
  "SubscriptionRoleArn",
]);

const SCOPES: readonly FilterScope[] = ["MessageBody", "MessageAttributes"];

/** What a subscription has whose attributes were never set. */
const DEFAULTS: Attributes = { RawMessageDelivery: "false", FilterPolicyScope: "MessageAttributes" };

/**
 * The attributes with which an endpoint is subscribed.
 * @throws AwsError InvalidParameter
 */
export function readSubscriptionAttributes(asked: Attributes, whose: Whose): Attributes {
  const unknown = Object.keys(asked).find((name) => !NAMES.has(name));
  if (unknown !== undefined) throw refuseAtCreation(`Unknown attribute ${unknown}`);
  const attributes = normalized(asked, refuseAtCreation);
  checkSimple(attributes, whose, refuseAtCreation);
  checkFilter(attributes, refuseAtCreation);
  if (whose.protocol === "firehose" && attributes["SubscriptionRoleArn"] === undefined) {
    throw refuseAtCreation("SubscriptionRoleArn: value is required");
  }
  return attributes;
}

/**
 * The attributes of a subscription once one of them is set; the empty text takes it away.
 * @throws AwsError InvalidParameter
 */
export function changeSubscriptionAttribute(
  current: Attributes,
  { name, value }: { readonly name: string; readonly value: string },
  whose: Whose,
): Attributes {
  if (!NAMES.has(name)) throw refuseAtChange("AttributeName");
  const set = normalized({ [name]: value }, refuseAtChange);
  checkSimple(set, whose, refuseAtChange);
  const { [name]: _before, ...others } = current;
  const changed = { ...others, ...set };
  if (name.startsWith("Filter")) checkFilter(changed, refuseAtChange);
  return changed;
}

/** Whether a subscription has the attributes with which its endpoint is to be subscribed once more. */
export function hasSubscriptionAttributes(own: Attributes, asked: Attributes): boolean {
  const effective: Attributes = { ...DEFAULTS, ...own };
  return Object.entries(asked).every(([name, value]) => saysTheSame(effective[name] ?? "", value));
}

/** What GetSubscriptionAttributes tells of them. The scope of a filter that is not there is not told. */
export function toldAttributes(own: Attributes): Attributes {
  const told = Object.entries({ ...DEFAULTS, ...own });
  return Object.fromEntries(told.filter(([name]) => name !== "FilterPolicyScope" || own["FilterPolicy"] !== undefined));
}

/** As they are kept: what is empty was never set. */
function normalized(asked: Attributes, refuse: Refuse): Attributes {
  const read = Object.entries(asked).map(([name, value]) => {
    if (name === "RawMessageDelivery") return [name, readBoolean(name, value, refuse)] as const;
    if (name === "FilterPolicyScope") return [name, checkChoice(name, { value, of: SCOPES }, refuse)] as const;
    return [name, value] as const;
  });
  return Object.fromEntries(
    read.filter(([name, value]) => value !== "" && !(name === "RedrivePolicy" && isEmpty(value))),
  );
}

const isEmpty = (json: string): boolean => saysTheSame(json, "{}");

function checkSimple(attributes: Attributes, whose: Whose, refuse: Refuse): void {
  const { DeliveryPolicy, RawMessageDelivery, RedrivePolicy, ReplayPolicy, SubscriptionRoleArn } = attributes;
  if (RawMessageDelivery === "true" && !supportsRaw(whose.protocol)) {
    throw refuse(`Delivery protocol [${whose.protocol}] does not support raw message delivery.`);
  }
  if (DeliveryPolicy !== undefined) parseDeliveryPolicy(DeliveryPolicy, refuse);
  if (RedrivePolicy !== undefined) checkRedrivePolicy(RedrivePolicy, whose, refuse);
  if (ReplayPolicy !== undefined) checkReplay(ReplayPolicy, whose.topic, refuse);
  if (SubscriptionRoleArn !== undefined && parseArn(SubscriptionRoleArn)?.service !== "iam") {
    throw refuse("SubscriptionRoleArn: invalid ARN");
  }
}

function checkReplay(text: string, topic: Topic, refuse: Refuse): void {
  if (!isFifo(topic)) throw refuse("Unknown attribute ReplayPolicy");
  readReplayPolicy(text, refuse);
}

function checkFilter({ FilterPolicy, FilterPolicyScope }: Attributes, refuse: Refuse): void {
  if (FilterPolicy !== undefined) parseFilterPolicy(FilterPolicy, scopeOf(FilterPolicyScope), refuse);
}

/** What a filter looks at, where the attribute FilterPolicyScope says this. */
export const scopeOf = (attribute: string | undefined): FilterScope =>
  attribute === "MessageBody" ? "MessageBody" : "MessageAttributes";
