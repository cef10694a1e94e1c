import { describe, expect, it } from "vitest";
import { canonicalNumber, checkOptOutNumber, checkPublishNumber, checkSmsEndpoint } from "./phone-number.ts";

describe("a phone number", () => {
  it.each(["+15551234567", "15551234567", "+4915112345678"])("%s can be published to", (number) => {
    expect(() => checkPublishNumber(number)).not.toThrow();
    expect(() => checkOptOutNumber(number)).not.toThrow();
  });

  it.each(["+1a234", "NAA+15551234567", "InvalidPhoneNumber", "+0155512345", "+1234567890123456", ""])(
    "%s is refused in the words of each operation",
    (number) => {
      expect(() => checkPublishNumber(number)).toThrow(
        `Invalid parameter: PhoneNumber Reason: ${number} is not valid to publish to`,
      );
      expect(() => checkOptOutNumber(number)).toThrow(
        "Invalid parameter: PhoneNumber Reason: input incorrectly formatted",
      );
    },
  );

  it.each(["+15551234567", "+15/55-123.4567", "15551234567"])("%s can be subscribed", (number) => {
    expect(() => checkSmsEndpoint(number)).not.toThrow();
    expect(canonicalNumber(number)).toBe("+15551234567");
  });

  it.each(["+15--551234567", "+15551234567.", "/+15551234567", "NAA+15551234567", "invalid-number"])(
    "%s cannot be subscribed",
    (number) => {
      expect(() => checkSmsEndpoint(number)).toThrow(`Invalid SMS endpoint: ${number}`);
    },
  );
});
