import { type Refuse, refuseAtChange } from "../attribute-refusal.ts";
import { BACKOFF_FUNCTIONS, type BackoffFunction, type RetryPolicy, totalDelay } from "./phases.ts";
import { deliveryPolicyReader, type PolicyReader } from "./read-policy.ts";

/** How HTTP subscribers are delivered to, as a topic or a subscription sets it. */
export type DeliveryPolicy = {
  readonly retry?: RetryPolicy;
  readonly maxReceivesPerSecond?: number;
  readonly contentType?: string;
  /** A topic's: what its subscriptions set does not count. */
  readonly disableSubscriptionOverrides?: boolean;
};

/** What counts in the end: each part of a subscription's, or else its topic's, or else AWS's. */
export type EffectivePolicy = DeliveryPolicy & {
  readonly retry: RetryPolicy;
  readonly contentType: string;
  readonly disableSubscriptionOverrides: boolean;
};

const DEFAULT_RETRIES: RetryPolicy = {
  minDelayTarget: 20,
  maxDelayTarget: 20,
  numRetries: 3,
  numMaxDelayRetries: 0,
  numNoDelayRetries: 0,
  numMinDelayRetries: 0,
  backoffFunction: "linear",
};

export const DEFAULT_CONTENT_TYPE = "text/plain; charset=UTF-8";

const MAX_RETRIES = 100;
/** "The total policy retry time for an HTTP/S endpoint cannot be greater than 3,600 seconds." */
const MAX_SECONDS = 3_600;

/** What a topic's attribute DeliveryPolicy says. @throws AwsError InvalidParameter */
export function parseTopicDeliveryPolicy(text: string, refuse: Refuse = refuseAtChange): DeliveryPolicy {
  const reader = deliveryPolicyReader(text, refuse);
  reader.only(["http"]);
  const http = reader.inside("http");
  if (http === undefined) return {};
  http.only([
    "defaultHealthyRetryPolicy",
    "defaultSicklyRetryPolicy",
    "disableSubscriptionOverrides",
    "defaultThrottlePolicy",
    "defaultRequestPolicy",
  ]);
  const disabled = http.boolean("disableSubscriptionOverrides");
  return {
    ...parts(http, ["defaultHealthyRetryPolicy", "defaultThrottlePolicy", "defaultRequestPolicy"]),
    ...(disabled !== undefined && { disableSubscriptionOverrides: disabled }),
  };
}

/** What a subscription's attribute DeliveryPolicy says. @throws AwsError InvalidParameter */
export function parseDeliveryPolicy(text: string, refuse: Refuse = refuseAtChange): DeliveryPolicy {
  const reader = deliveryPolicyReader(text, refuse);
  reader.only(["healthyRetryPolicy", "sicklyRetryPolicy", "throttlePolicy", "requestPolicy", "guaranteed"]);
  reader.boolean("guaranteed");
  return parts(reader, ["healthyRetryPolicy", "throttlePolicy", "requestPolicy"]);
}

type PartNames = readonly [retry: string, throttle: string, request: string];

function parts(reader: PolicyReader, [retryName, throttleName, requestName]: PartNames): DeliveryPolicy {
  const retry = reader.inside(retryName);
  const throttle = reader.inside(throttleName);
  const request = reader.inside(requestName);
  throttle?.only(["maxReceivesPerSecond"]);
  request?.only(["headerContentType"]);
  const maxReceivesPerSecond = throttle?.integer("maxReceivesPerSecond", { least: 1 });
  const contentType = request?.text("headerContentType");
  if (contentType !== undefined && !isContentType(contentType)) {
    throw request?.refuse("headerContentType", `must be one of: ${CONTENT_TYPES.join(", ")}`);
  }
  return {
    ...(retry && { retry: retryPolicy(retry) }),
    ...(maxReceivesPerSecond !== undefined && { maxReceivesPerSecond }),
    ...(contentType !== undefined && { contentType }),
  };
}

function retryPolicy(reader: PolicyReader): RetryPolicy {
  reader.only(Object.keys(DEFAULT_RETRIES));
  const number = (name: keyof typeof NUMBERS): number => reader.integer(name, NUMBERS[name]) ?? DEFAULT_RETRIES[name];
  const backoffFunction = reader.text("backoffFunction") ?? DEFAULT_RETRIES.backoffFunction;
  if (!isBackoffFunction(backoffFunction)) {
    throw reader.refuse("backoffFunction", `must be one of: ${BACKOFF_FUNCTIONS.join(", ")}`);
  }
  const policy: RetryPolicy = {
    minDelayTarget: number("minDelayTarget"),
    maxDelayTarget: number("maxDelayTarget"),
    numRetries: number("numRetries"),
    numMaxDelayRetries: number("numMaxDelayRetries"),
    numNoDelayRetries: number("numNoDelayRetries"),
    numMinDelayRetries: number("numMinDelayRetries"),
    backoffFunction,
  };
  checkTogether(policy, reader);
  return policy;
}

const NUMBERS = {
  minDelayTarget: { least: 1, most: MAX_SECONDS },
  maxDelayTarget: { least: 1, most: MAX_SECONDS },
  numRetries: { least: 0, most: MAX_RETRIES },
  numMaxDelayRetries: { least: 0 },
  numNoDelayRetries: { least: 0 },
  numMinDelayRetries: { least: 0 },
} as const;

function checkTogether(policy: RetryPolicy, reader: PolicyReader): void {
  const { minDelayTarget, maxDelayTarget, numRetries } = policy;
  if (minDelayTarget > maxDelayTarget) {
    throw reader.refuse("minDelayTarget", `must be less than or equal to ${reader.nameOf("maxDelayTarget")}`);
  }
  const named = policy.numNoDelayRetries + policy.numMinDelayRetries + policy.numMaxDelayRetries;
  if (named > numRetries) throw reader.refuse("numRetries", `must be greater than or equal to ${named}`);
  if (totalDelay(policy) > MAX_SECONDS * 1_000) {
    throw reader.refuse("numRetries", `must not make retries last longer than ${MAX_SECONDS} seconds`);
  }
}

const isBackoffFunction = (text: string): text is BackoffFunction => BACKOFF_FUNCTIONS.some((known) => known === text);

/** Whatever raw messages may be: https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html */
const CONTENT_TYPES = [
  "application/atom+xml",
  "application/json",
  "application/octet-stream",
  "application/soap+xml",
  "application/x-www-form-urlencoded",
  "application/xhtml+xml",
  "application/xml",
  "text/css",
  "text/csv",
  "text/html",
  "text/plain",
  "text/xml",
];

/** With a character set behind it, or without; it becomes a header. */
function isContentType(text: string): boolean {
  const [type = "", ...parameters] = text.split(";").map((part) => part.trim());
  return CONTENT_TYPES.includes(type) && parameters.every((parameter) => /^charset=[\w-]+$/i.test(parameter));
}

/** What counts for a subscription, by what it and its topic have set. */
export function effectiveDeliveryPolicy(topic: string | undefined, subscription: string | undefined): EffectivePolicy {
  const general = topic ? parseTopicDeliveryPolicy(topic) : {};
  const disableSubscriptionOverrides = general.disableSubscriptionOverrides ?? false;
  const own = subscription && !disableSubscriptionOverrides ? parseDeliveryPolicy(subscription) : {};
  return {
    retry: DEFAULT_RETRIES,
    contentType: DEFAULT_CONTENT_TYPE,
    ...general,
    ...own,
    disableSubscriptionOverrides,
  };
}

/** A topic's attribute EffectiveDeliveryPolicy. */
export function effectiveTopicAttribute(topic: string | undefined): string {
  const { retry, maxReceivesPerSecond, contentType, disableSubscriptionOverrides } = effectiveDeliveryPolicy(
    topic,
    undefined,
  );
  return JSON.stringify({
    http: {
      defaultHealthyRetryPolicy: retry,
      disableSubscriptionOverrides,
      ...(maxReceivesPerSecond !== undefined && { defaultThrottlePolicy: { maxReceivesPerSecond } }),
      defaultRequestPolicy: { headerContentType: contentType },
    },
  });
}

/** A subscription's attribute EffectiveDeliveryPolicy. */
export function effectiveSubscriptionAttribute(topic: string | undefined, subscription: string | undefined): string {
  const { retry, maxReceivesPerSecond, contentType } = effectiveDeliveryPolicy(topic, subscription);
  return JSON.stringify({
    healthyRetryPolicy: retry,
    sicklyRetryPolicy: null,
    throttlePolicy: maxReceivesPerSecond === undefined ? null : { maxReceivesPerSecond },
    requestPolicy: { headerContentType: contentType },
    guaranteed: false,
  });
}
