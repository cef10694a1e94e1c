import { refusal } from "@skylab/service/testing";
import { describe, expect, it } from "vitest";
import { newOwner, type Owner } from "../testing/new-account.ts";
import { useSns } from "../testing/use-sns.ts";
import { CheckIfPhoneNumberIsOptedOut } from "./CheckIfPhoneNumberIsOptedOut.ts";
import { CreateSMSSandboxPhoneNumber } from "./CreateSMSSandboxPhoneNumber.ts";
import { DeleteSMSSandboxPhoneNumber } from "./DeleteSMSSandboxPhoneNumber.ts";
import { GetSMSAttributes } from "./GetSMSAttributes.ts";
import { GetSMSSandboxAccountStatus } from "./GetSMSSandboxAccountStatus.ts";
import { ListOriginationNumbers } from "./ListOriginationNumbers.ts";
import { ListPhoneNumbersOptedOut } from "./ListPhoneNumbersOptedOut.ts";
import { ListSMSSandboxPhoneNumbers } from "./ListSMSSandboxPhoneNumbers.ts";
import { OptInPhoneNumber } from "./OptInPhoneNumber.ts";
import { SetSMSAttributes } from "./SetSMSAttributes.ts";
import { VerifySMSSandboxPhoneNumber } from "./VerifySMSSandboxPhoneNumber.ts";

const test = useSns();

const DAY_MS = 24 * 3_600_000;
const NUMBER = "+15551234567";

const placeOf = ({ account }: Owner): { account: string; region: string } => ({ account, region: "us-east-1" });

async function codeSentTo(as: Owner, number: string): Promise<string> {
  const sent = await test().store.smsMessages.list(placeOf(as), number);
  return /\d{6}/.exec(sent.at(-1)?.text ?? "")?.[0] ?? "";
}

describe("SMS attributes", () => {
  it("are an account's own, and what was not named stays", async () => {
    const as = newOwner();
    await test().call(SetSMSAttributes, { attributes: { DefaultSenderID: "Shop" } }, as);
    await test().call(SetSMSAttributes, { attributes: { DefaultSMSType: "Promotional" } }, as);
    const told = await test().call(GetSMSAttributes, {}, as);
    expect(told.attributes).toEqual({ MonthlySpendLimit: "1", DefaultSenderID: "Shop", DefaultSMSType: "Promotional" });
    expect(await test().call(GetSMSAttributes, {}, newOwner())).toEqual({ attributes: { MonthlySpendLimit: "1" } });
    const wrong = test().call(SetSMSAttributes, { attributes: { DefaultSenderID: "Other", DefaultSMSType: "x" } }, as);
    expect(await refusal(wrong)).toBe("InvalidParameter: DefaultSMSType is invalid");
    expect(await test().call(GetSMSAttributes, { attributes: ["DefaultSenderID"] }, as)).toEqual({
      attributes: { DefaultSenderID: "Shop" },
    });
  });
});

describe("phone numbers that are opted out", () => {
  it("are told, listed, and opted in again", async () => {
    const as = newOwner();
    const { sms } = test().store;
    const phoneNumber = "15551234567";
    expect(await test().call(CheckIfPhoneNumberIsOptedOut, { phoneNumber }, as)).toEqual({ isOptedOut: false });
    await sms.optOut(placeOf(as), NUMBER);
    expect(await test().call(CheckIfPhoneNumberIsOptedOut, { phoneNumber }, as)).toEqual({ isOptedOut: true });
    expect((await test().call(ListPhoneNumbersOptedOut, {}, as)).phoneNumbers).toEqual([NUMBER]);
    expect((await test().call(ListPhoneNumbersOptedOut, {}, newOwner())).phoneNumbers).toEqual([]);
    await test().call(OptInPhoneNumber, { phoneNumber }, as);
    expect((await test().call(ListPhoneNumbersOptedOut, {}, as)).phoneNumbers).toEqual([]);
  });

  it("are listed a hundred a page", async () => {
    const as = newOwner();
    for (let last = 0; last < 101; last += 1) {
      await test().store.sms.optOut(placeOf(as), `+15551234${String(last).padStart(3, "0")}`);
    }
    const first = await test().call(ListPhoneNumbersOptedOut, {}, as);
    expect(first.phoneNumbers).toHaveLength(100);
    const second = await test().call(ListPhoneNumbersOptedOut, { nextToken: first.nextToken }, as);
    expect(second).toEqual({ phoneNumbers: ["+15551234100"], nextToken: undefined });
  });

  it("are refused where they are none", async () => {
    const words = "InvalidParameter: Invalid parameter: PhoneNumber Reason: input incorrectly formatted";
    const asked = { phoneNumber: `${NUMBER}x` };
    expect(await refusal(test().call(CheckIfPhoneNumberIsOptedOut, asked))).toBe(words);
    expect(await refusal(test().call(OptInPhoneNumber, asked))).toBe(words);
  });
});

it("no account has origination numbers", async () => {
  expect(await test().call(ListOriginationNumbers, {})).toEqual({ PhoneNumbers: [] });
});

describe("the SMS sandbox", () => {
  it("is for accounts that were put into it", async () => {
    const as = newOwner();
    expect(await test().call(GetSMSSandboxAccountStatus, {}, as)).toEqual({ IsInSandbox: false });
    await test().store.sms.putInSandbox(placeOf(as), true);
    expect(await test().call(GetSMSSandboxAccountStatus, {}, as)).toEqual({ IsInSandbox: true });
  });

  it("verifies a number by the code that it is texted", async () => {
    const as = newOwner();
    await test().call(CreateSMSSandboxPhoneNumber, { PhoneNumber: NUMBER }, as);
    const pending = await test().call(ListSMSSandboxPhoneNumbers, {}, as);
    expect(pending.PhoneNumbers).toEqual([{ PhoneNumber: NUMBER, Status: "Pending" }]);

    const code = await codeSentTo(as, NUMBER);
    const wrong = code === "111111" ? "222222" : "111111";
    const trying = test().call(VerifySMSSandboxPhoneNumber, { PhoneNumber: NUMBER, OneTimePassword: wrong }, as);
    await expect(trying).rejects.toMatchObject({ code: "VerificationException", members: { Status: "Pending" } });
    await test().call(VerifySMSSandboxPhoneNumber, { PhoneNumber: NUMBER, OneTimePassword: code }, as);
    const verified = await test().call(ListSMSSandboxPhoneNumbers, {}, as);
    expect(verified.PhoneNumbers).toEqual([{ PhoneNumber: NUMBER, Status: "Verified" }]);
  });

  it("texts a new code to a number that is added again", async () => {
    const as = newOwner();
    await test().call(CreateSMSSandboxPhoneNumber, { PhoneNumber: NUMBER }, as);
    await test().call(CreateSMSSandboxPhoneNumber, { PhoneNumber: NUMBER }, as);
    const OneTimePassword = await codeSentTo(as, NUMBER);
    await test().call(VerifySMSSandboxPhoneNumber, { PhoneNumber: NUMBER, OneTimePassword }, as);
    expect(await test().store.smsMessages.list(placeOf(as), NUMBER)).toHaveLength(2);
  });

  it("keeps a number for a day after somebody tried to verify it", async () => {
    const as = newOwner();
    const asked = { PhoneNumber: NUMBER };
    await test().call(CreateSMSSandboxPhoneNumber, asked, as);
    const OneTimePassword = await codeSentTo(as, NUMBER);
    await test().call(VerifySMSSandboxPhoneNumber, { ...asked, OneTimePassword }, as);
    expect(await refusal(test().call(DeleteSMSSandboxPhoneNumber, asked, as))).toMatch(/^UserError: /);
    test().clock.advance(DAY_MS);
    await test().call(DeleteSMSSandboxPhoneNumber, asked, as);
    expect((await test().call(ListSMSSandboxPhoneNumbers, {}, as)).PhoneNumbers).toEqual([]);
    expect(await refusal(test().call(DeleteSMSSandboxPhoneNumber, asked, as))).toMatch(/^ResourceNotFound: /);
    const verify = test().call(VerifySMSSandboxPhoneNumber, { ...asked, OneTimePassword }, as);
    expect(await refusal(verify)).toMatch(/^ResourceNotFound: /);
  });

  it("has ten numbers at most, also where many are added at a time, and pages of them", async () => {
    const as = newOwner();
    const numbers = Array.from({ length: 12 }, (_, last) => `+155512345${String(last).padStart(2, "0")}`);
    const added = await Promise.allSettled(
      numbers.map((PhoneNumber) => test().call(CreateSMSSandboxPhoneNumber, { PhoneNumber }, as)),
    );
    expect(added.filter(({ status }) => status === "fulfilled")).toHaveLength(10);
    const first = await test().call(ListSMSSandboxPhoneNumbers, { MaxResults: 7 }, as);
    const second = await test().call(ListSMSSandboxPhoneNumbers, { MaxResults: 7, NextToken: first.NextToken }, as);
    expect([first.PhoneNumbers?.length, second.PhoneNumbers?.length, second.NextToken]).toEqual([7, 3, undefined]);
    const one = { PhoneNumber: first.PhoneNumbers?.[0]?.PhoneNumber ?? "" };
    await test().call(DeleteSMSSandboxPhoneNumber, one, as);
    await test().call(CreateSMSSandboxPhoneNumber, one, as);
  });

  it("takes no number that is opted out", async () => {
    const as = newOwner();
    await test().store.sms.optOut(placeOf(as), NUMBER);
    const adding = test().call(CreateSMSSandboxPhoneNumber, { PhoneNumber: NUMBER }, as);
    expect(await refusal(adding)).toMatch(/^OptedOut: /);
  });
});
