import { expect, it } from "vitest";
import { delivery } from "../../testing/deliveries.ts";
import type { Protocol } from "../subscriptions/subscription.ts";
import { nextRetry, phasesOf } from "./retry.ts";

/** The delays of all retries, in seconds, without jitter. */
function delays(protocol: Protocol, policies: { topic?: object; subscription?: object } = {}): readonly number[] {
  const { topic, subscription } = policies;
  const phases = phasesOf(
    delivery({
      topic: { ...(topic && { deliveryPolicy: JSON.stringify(topic) }) },
      subscriber: { protocol, ...(subscription && { deliveryPolicy: JSON.stringify(subscription) }) },
    }),
  );
  const all: number[] = [];
  for (let attempts = 1; ; attempts += 1) {
    const next = nextRetry(phases, attempts, 0);
    if (next === "giveUp") return all;
    all.push(next / 1_000);
  }
}

const retries = (policy: object) => ({ subscription: { healthyRetryPolicy: policy } });

it.each(["sqs", "lambda", "firehose"] as const)("%s is tried 100,015 times again, over 23 days", (protocol) => {
  const all = delays(protocol);
  expect(all).toHaveLength(100_015);
  expect(all.slice(0, 6)).toEqual([0, 0, 0, 1, 1, 1]);
  expect(all[14]).toBe(20);
  expect(new Set(all.slice(15))).toEqual(new Set([20]));
  const days = all.reduce((sum, delay) => sum + delay, 0) / 86_400;
  expect(Math.floor(days)).toBe(23);
});

it.each(["email", "email-json", "sms", "application"] as const)(
  "%s is tried 50 times again, over six hours",
  (protocol) => {
    const all = delays(protocol);
    expect(all).toHaveLength(50);
    expect(all.slice(0, 3)).toEqual([10, 10, 10]);
    expect(new Set(all.slice(11))).toEqual(new Set([600]));
    const hours = all.reduce((sum, delay) => sum + delay, 0) / 3_600;
    expect(Math.floor(hours)).toBe(6);
  },
);

it.each(["http", "https"] as const)("%s is tried three times again, twenty seconds apart", (protocol) => {
  expect(delays(protocol)).toEqual([20, 20, 20]);
});

it("a subscription's own policy has four phases", () => {
  // The example of AWS's page.
  const all = delays(
    "http",
    retries({
      minDelayTarget: 1,
      maxDelayTarget: 60,
      numRetries: 50,
      numNoDelayRetries: 3,
      numMinDelayRetries: 2,
      numMaxDelayRetries: 35,
      backoffFunction: "exponential",
    }),
  );
  expect(all).toHaveLength(50);
  expect(all.slice(0, 6)).toEqual([0, 0, 0, 1, 1, 1]);
  expect(all[14]).toBe(60);
  expect(new Set(all.slice(15))).toEqual(new Set([60]));
});

// AWS's graph: ten retries from five seconds to 260.
it.each([
  ["linear", [5, 33.333, 61.667, 90, 118.333, 146.667, 175, 203.333, 231.667, 260]],
  ["arithmetic", [5, 10.667, 22, 39, 61.667, 90, 124, 163.667, 209, 260]],
  ["geometric", [5, 7.756, 12.031, 18.663, 28.951, 44.904, 69.66, 108.06, 167.63, 260]],
  ["exponential", [5, 5.499, 6.497, 8.493, 12.485, 20.47, 36.438, 68.376, 132.25, 260]],
] as const)("back-off can be %s", (backoffFunction, expected) => {
  const all = delays("http", retries({ minDelayTarget: 5, maxDelayTarget: 260, numRetries: 10, backoffFunction }));
  expect(all).toHaveLength(10);
  for (const [index, delay] of all.entries()) expect(delay).toBeCloseTo(expected[index] ?? Number.NaN, 1);
});

it("one retry alone in the back-off waits as long as the least", () => {
  expect(delays("http", retries({ minDelayTarget: 5, maxDelayTarget: 60, numRetries: 1 }))).toEqual([5]);
});

it("no retries is a policy, too", () => {
  expect(delays("http", retries({ numRetries: 0 }))).toEqual([]);
});

it("a topic's policy counts where the subscription has none, or may have none", () => {
  const topic = { http: { defaultHealthyRetryPolicy: { numRetries: 1 } } };
  expect(delays("http", { topic })).toEqual([20]);
  expect(delays("http", { topic, ...retries({ numRetries: 2 }) })).toEqual([20, 20]);
  const strict = { http: { ...topic.http, disableSubscriptionOverrides: true } };
  expect(delays("http", { topic: strict, ...retries({ numRetries: 2 }) })).toEqual([20]);
});

it("jitter takes a little of a delay, and adds nothing", () => {
  const phases = phasesOf(delivery({ subscriber: { protocol: "http" } }));
  expect(nextRetry(phases, 1, 0.5)).toBe(19_000);
  expect(nextRetry(phases, 1, 0.999_999)).toBeGreaterThanOrEqual(18_000);
  expect(nextRetry(phases, 4, 0.5)).toBe("giveUp");
});
