import { type Protocol } from "../subscriptions/subscription.ts";
import type { Delivery } from "./delivery.ts";
import { effectiveDeliveryPolicy } from "./delivery-policy.ts";
import { delayOf, type Phases, phasesOfPolicy } from "./phases.ts";

// https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html#delivery-policies-for-protocols

/** 100,015 retries over 23 days. */
const AWS_MANAGED: Phases = {
  immediate: 3,
  preBackoff: { retries: 2, delayMs: 1_000 },
  backoff: { retries: 10, fromMs: 1_000, toMs: 20_000, by: "exponential" },
  postBackoff: { retries: 100_000, delayMs: 20_000 },
};

/** 50 retries over six hours. */
const CUSTOMER_MANAGED: Phases = {
  immediate: 0,
  preBackoff: { retries: 2, delayMs: 10_000 },
  backoff: { retries: 10, fromMs: 10_000, toMs: 600_000, by: "exponential" },
  postBackoff: { retries: 38, delayMs: 600_000 },
};

const PHASES: Readonly<Record<Exclude<Protocol, "http" | "https">, Phases>> = {
  application: CUSTOMER_MANAGED,
  email: CUSTOMER_MANAGED,
  "email-json": CUSTOMER_MANAGED,
  firehose: AWS_MANAGED,
  lambda: AWS_MANAGED,
  sms: CUSTOMER_MANAGED,
  sqs: AWS_MANAGED,
};

/** AWS tells that there is jitter, not how much. A delay is never longer than documented, so that it is over when a test says so. */
const JITTER = 0.1;

/** How often and when a delivery is tried again. */
export function phasesOf({ topic, subscriber }: Delivery): Phases {
  const { protocol } = subscriber;
  if (protocol !== "http" && protocol !== "https") return PHASES[protocol];
  return phasesOfPolicy(effectiveDeliveryPolicy(topic.deliveryPolicy, subscriber.deliveryPolicy).retry);
}

/**
 * How many milliseconds to wait after so many attempts, all of which failed, or that it was the last one. `random` is
 * from 0 up to 1.
 */
export function nextRetry(phases: Phases, attempts: number, random: number): number | "giveUp" {
  const delay = delayOf(phases, attempts);
  return delay === undefined ? "giveUp" : Math.round(delay * (1 - JITTER * random));
}
