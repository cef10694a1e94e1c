import { expect, it } from "vitest";
import { refuseAtCreation } from "../attribute-refusal.ts";
import {
  effectiveDeliveryPolicy,
  effectiveSubscriptionAttribute,
  effectiveTopicAttribute,
  parseDeliveryPolicy,
  parseTopicDeliveryPolicy,
} from "./delivery-policy.ts";

const refusalOf = (parse: () => unknown): string => {
  try {
    parse();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "not refused";
};

it("what AWS tells where nothing is set", () => {
  expect(effectiveTopicAttribute(undefined)).toBe(
    '{"http":{"defaultHealthyRetryPolicy":{"minDelayTarget":20,"maxDelayTarget":20,"numRetries":3,"numMaxDelayRetries":0,"numNoDelayRetries":0,"numMinDelayRetries":0,"backoffFunction":"linear"},"disableSubscriptionOverrides":false,"defaultRequestPolicy":{"headerContentType":"text/plain; charset=UTF-8"}}}',
  );
  expect(JSON.parse(effectiveSubscriptionAttribute(undefined, undefined))).toMatchObject({
    healthyRetryPolicy: { numRetries: 3, minDelayTarget: 20 },
    sicklyRetryPolicy: null,
    throttlePolicy: null,
    requestPolicy: { headerContentType: "text/plain; charset=UTF-8" },
    guaranteed: false,
  });
});

it("what is set stands beside AWS's own values", () => {
  const subscription = JSON.stringify({
    healthyRetryPolicy: { numRetries: 5, numMaxDelayRetries: null },
    sicklyRetryPolicy: null,
    throttlePolicy: { maxReceivesPerSecond: 10 },
    requestPolicy: { headerContentType: "application/json" },
    guaranteed: false,
  });
  expect(JSON.parse(effectiveSubscriptionAttribute(undefined, subscription))).toMatchObject({
    healthyRetryPolicy: { numRetries: 5, minDelayTarget: 20, numMaxDelayRetries: 0, backoffFunction: "linear" },
    throttlePolicy: { maxReceivesPerSecond: 10 },
    requestPolicy: { headerContentType: "application/json" },
  });
});

it("each part of a subscription's policy stands before its topic's", () => {
  const topic = JSON.stringify({
    http: {
      defaultHealthyRetryPolicy: { numRetries: 7 },
      defaultThrottlePolicy: { maxReceivesPerSecond: 3 },
      defaultRequestPolicy: { headerContentType: "text/xml; charset=utf-8" },
    },
  });
  const own = JSON.stringify({ throttlePolicy: { maxReceivesPerSecond: 9 } });
  expect(effectiveDeliveryPolicy(topic, own)).toMatchObject({
    retry: { numRetries: 7 },
    maxReceivesPerSecond: 9,
    contentType: "text/xml; charset=utf-8",
  });
  expect(JSON.parse(effectiveTopicAttribute(topic))).toMatchObject({
    http: { defaultThrottlePolicy: { maxReceivesPerSecond: 3 } },
  });
});

// The first three were recorded from AWS.
it.each([
  [
    "healthyRetryPolicy.minDelayTarget must be greater than or equal to 1",
    { healthyRetryPolicy: { minDelayTarget: 0 } },
  ],
  ["healthyRetryPolicy.numRetries must be less than or equal to 100", { healthyRetryPolicy: { numRetries: 101 } }],
  ["Unexpected JSON member: http", { http: {} }],
  [
    "healthyRetryPolicy.maxDelayTarget must be less than or equal to 3600",
    { healthyRetryPolicy: { maxDelayTarget: 3601 } },
  ],
  ["healthyRetryPolicy.numRetries must be an integer", { healthyRetryPolicy: { numRetries: "3" } }],
  [
    "healthyRetryPolicy.numNoDelayRetries must be greater than or equal to 0",
    { healthyRetryPolicy: { numNoDelayRetries: -1 } },
  ],
  [
    "healthyRetryPolicy.minDelayTarget must be less than or equal to healthyRetryPolicy.maxDelayTarget",
    { healthyRetryPolicy: { minDelayTarget: 21 } },
  ],
  [
    "healthyRetryPolicy.numRetries must be greater than or equal to 4",
    { healthyRetryPolicy: { numNoDelayRetries: 4 } },
  ],
  [
    "healthyRetryPolicy.numRetries must not make retries last longer than 3600 seconds",
    { healthyRetryPolicy: { maxDelayTarget: 600, numRetries: 7, numMaxDelayRetries: 7 } },
  ],
  [
    "healthyRetryPolicy.numRetries must not make retries last longer than 3600 seconds",
    { healthyRetryPolicy: { maxDelayTarget: 400, numRetries: 30 } },
  ],
  [
    "healthyRetryPolicy.backoffFunction must be one of: arithmetic, exponential, geometric, linear",
    { healthyRetryPolicy: { backoffFunction: "constant" } },
  ],
  ["Unexpected JSON member: retries", { healthyRetryPolicy: { retries: 3 } }],
  [
    "throttlePolicy.maxReceivesPerSecond must be greater than or equal to 1",
    { throttlePolicy: { maxReceivesPerSecond: 0 } },
  ],
  ["healthyRetryPolicy must be a JSON object", { healthyRetryPolicy: [] }],
  ["guaranteed must be a boolean", { guaranteed: "false" }],
])("a subscription's policy is refused: %s", (words, policy) => {
  expect(refusalOf(() => parseDeliveryPolicy(JSON.stringify(policy)))).toBe(
    `Invalid parameter: DeliveryPolicy: ${words}`,
  );
});

it("a content type that would break out of its header is refused", () => {
  for (const headerContentType of ["image/png", "text/plain\r\nx: y", "text/plain; a=b"]) {
    const policy = JSON.stringify({ requestPolicy: { headerContentType } });
    expect(refusalOf(() => parseDeliveryPolicy(policy))).toMatch(/headerContentType must be one of: application/);
  }
});

it("a topic's policy is named with its path, where several attributes are set after another beginning", () => {
  const policy = JSON.stringify({ http: { defaultHealthyRetryPolicy: { numRetries: 101 } } });
  expect(refusalOf(() => parseTopicDeliveryPolicy(policy, refuseAtCreation))).toBe(
    "Invalid parameter: Attributes Reason: DeliveryPolicy: http.defaultHealthyRetryPolicy.numRetries must be less than or equal to 100",
  );
});

it("what is no JSON is refused in Jackson's words", () => {
  expect(refusalOf(() => parseDeliveryPolicy("{invalid}"))).toMatch(
    /^Invalid parameter: DeliveryPolicy: failed to parse JSON\. Unexpected character \('i' \(code 105\)\)/,
  );
  expect(refusalOf(() => parseDeliveryPolicy("[]"))).toBe("Invalid parameter: DeliveryPolicy: must be a JSON object");
});
