import { expect, it } from "vitest";
import { AwsError } from "./error.ts";
import { isRefusal } from "./is-refusal.ts";

const answered = (code: string, status?: number): AwsError =>
  new AwsError(code, "", status === undefined ? {} : { status });

it("who asks for what is not there, or may not ask, is refused for good", () => {
  expect(isRefusal(answered("QueueDoesNotExist"))).toBe(true);
  expect(isRefusal(answered("AccessDenied", 403))).toBe(true);
  expect(isRefusal(answered("NoSuchBucket", 404))).toBe(true);
  expect(isRefusal(answered("RequestEntityTooLargeException", 413))).toBe(true);
});

it("what no service does today it does not do a second later", () => {
  expect(isRefusal(answered("NotImplemented", 501))).toBe(true);
});

it("a failure of the service's own may pass", () => {
  expect(isRefusal(answered("InternalFailure", 500))).toBe(false);
  expect(isRefusal(answered("BadGateway", 502))).toBe(false);
  expect(isRefusal(answered("ServiceUnavailable", 503))).toBe(false);
});

it("a rush passes, whatever status tells of it", () => {
  expect(isRefusal(answered("TooManyRequestsException"))).toBe(false);
  expect(isRefusal(answered("ReservedFunctionConcurrentInvocationLimitExceeded", 429))).toBe(false);
  expect(isRefusal(answered("ThrottlingException", 400))).toBe(false);
  expect(isRefusal(answered("Throttled", 400))).toBe(false);
  expect(isRefusal(answered("OverLimit", 403))).toBe(false);
  expect(isRefusal(answered("SlowDown", 503))).toBe(false);
});

it("no answer at all is no refusal", () => {
  expect(isRefusal(new Error("connection refused"))).toBe(false);
  expect(isRefusal(undefined)).toBe(false);
});
