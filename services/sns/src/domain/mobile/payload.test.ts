import { expect, it } from "vitest";
import { payloadFor } from "./payload.ts";

it("a push service is handed its own text of a structured message, and else what everybody gets", () => {
  const structured = { message: "hello", messages: { default: "hello", GCM: '{"data":{}}', APNS: '{"aps":{}}' } };
  expect(payloadFor("GCM", structured)).toBe('{"data":{}}');
  expect(payloadFor("APNS", structured)).toBe('{"aps":{}}');
  expect(payloadFor("APNS_SANDBOX", structured)).toBe("hello");
  expect(payloadFor("GCM", { message: "plain" })).toBe("plain");
});
