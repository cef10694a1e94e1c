import { describe, expect, it } from "vitest";
import { checkSmsMessageAttributes } from "./message-attributes.ts";
import { changeSmsAttributes, shownSmsAttributes } from "./sms-attributes.ts";

describe("SMS attributes", () => {
  it("are set and told, all or some; the spend limit is told in any case", () => {
    const set = changeSmsAttributes({}, { DefaultSenderID: "Shop1", DefaultSMSType: "Transactional" });
    expect(shownSmsAttributes(set)).toEqual({
      MonthlySpendLimit: "1",
      DefaultSenderID: "Shop1",
      DefaultSMSType: "Transactional",
    });
    expect(shownSmsAttributes(set, ["DefaultSenderID", "Unknown"])).toEqual({ DefaultSenderID: "Shop1" });
    expect(shownSmsAttributes(changeSmsAttributes(set, { DefaultSenderID: "" }), ["DefaultSenderID"])).toEqual({});
  });

  it.each([
    [{ InvalidAttribute: "x" }, "InvalidAttribute is not a valid attribute"],
    [{ DefaultSendID: "x" }, "DefaultSendID is not a valid attribute"],
    [{ constructor: "x" }, "constructor is not a valid attribute"],
    [{ DefaultSMSType: "Other" }, "DefaultSMSType is invalid"],
    [{ DefaultSenderID: "testSenderID" }, "DefaultSenderID is invalid"],
    [{ DefaultSenderID: "12345" }, "DefaultSenderID is invalid"],
    [{ DeliveryStatusSuccessSamplingRate: "101" }, "DeliveryStatusSuccessSamplingRate is invalid"],
    [{ MonthlySpendLimit: "-1" }, "MonthlySpendLimit is invalid"],
    [{ DeliveryStatusIAMRole: "a role" }, "DeliveryStatusIAMRole is invalid"],
  ])("%j are refused in AWS's words", (set, words) => {
    let refusal: unknown;
    try {
      changeSmsAttributes({}, set);
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toMatchObject({ code: "InvalidParameter", message: words });
  });
});

const check = (name: string, value: string): (() => void) => {
  const attributes = { [name]: { type: "String", value }, other: { type: "String", value: "x" } };
  return () => checkSmsMessageAttributes(attributes);
};

describe("what a message says of how it is texted", () => {
  it.each([
    ["AWS.SNS.SMS.SenderID", "Shop1"],
    ["AWS.SNS.SMS.SMSType", "Promotional"],
    ["AWS.SNS.SMS.MaxPrice", "0.50"],
    ["AWS.MM.SMS.OriginationNumber", "+15551234567"],
  ])("%s %s is taken", (name, value) => {
    expect(check(name, value)).not.toThrow();
  });

  it.each([
    ["AWS.SNS.SMS.SenderID", "much too long"],
    ["AWS.SNS.SMS.SMSType", "promotional"],
    ["AWS.SNS.SMS.MaxPrice", "cheap"],
  ])("%s %s is refused", (name, value) => {
    expect(check(name, value)).toThrow(`Invalid parameter: ${name} Reason: ${value} is not valid`);
  });
});
