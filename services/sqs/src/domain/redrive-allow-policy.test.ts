import { expect, it } from "vitest";
import { allowsSource, parseRedriveAllowPolicy } from "./redrive-allow-policy.ts";

const ARN = "arn:aws:sqs:us-east-1:000000000000:orders";

it("all queues may name a queue as their dead-letter queue unless it says otherwise", () => {
  expect(allowsSource(undefined, ARN)).toBe(true);
  expect(allowsSource(parseRedriveAllowPolicy('{"redrivePermission":"allowAll"}'), ARN)).toBe(true);
  expect(allowsSource(parseRedriveAllowPolicy('{"redrivePermission":"denyAll"}'), ARN)).toBe(false);
  const some = parseRedriveAllowPolicy(JSON.stringify({ redrivePermission: "byQueue", sourceQueueArns: [ARN] }));
  expect(allowsSource(some, ARN)).toBe(true);
  expect(allowsSource(some, `${ARN}2`)).toBe(false);
});

it.each(["x", "[]", '{"redrivePermission":"x"}', '{"redrivePermission":"allowAll","more":1}'])(
  "%s has no form that AWS knows",
  (text) => {
    expect(() => parseRedriveAllowPolicy(text)).toThrow("unsupported format");
  },
);

const arns = (count: number): string[] => Array.from({ length: count }, (_, index) => `${ARN}${index}`);
const parse = (redrivePermission: string, sourceQueueArns?: string[]): unknown =>
  parseRedriveAllowPolicy(JSON.stringify({ redrivePermission, sourceQueueArns }));

it("sources go with byQueue alone, one to ten of them", () => {
  expect(() => parse("byQueue", arns(10))).not.toThrow();
  expect(() => parse("byQueue", arns(11))).toThrow("The maximum number of source queue ARNs you can specify is 10.");
  expect(() => parse("byQueue")).toThrow("you must also specify one or more sourceQueueArns values");
  expect(() => parse("allowAll", arns(1))).toThrow("you must set redrivePermission to byQueue");
});
