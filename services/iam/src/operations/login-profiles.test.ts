import { TABLES } from "@skylab/identity";
import { describe, expect, it } from "vitest";
import { refusal } from "@skylab/service/testing";
import { useIam } from "../testing/use-iam.ts";
import { ChangePassword } from "./ChangePassword.ts";
import { CreateLoginProfile } from "./CreateLoginProfile.ts";
import { CreateUser } from "./CreateUser.ts";
import { DeleteLoginProfile } from "./DeleteLoginProfile.ts";
import { GetLoginProfile } from "./GetLoginProfile.ts";
import { UpdateAccountPasswordPolicy } from "./UpdateAccountPasswordPolicy.ts";
import { UpdateLoginProfile } from "./UpdateLoginProfile.ts";

const iam = useIam();
const FIRST = "Lovelace-1815";
const SECOND = "Byron-1788";
const THIRD = "Babbage-1791";

/** A user with a password, who calls. */
async function userWithPassword(account: string) {
  const as = { account, arn: `arn:aws:iam::${account}:user/ada` };
  await iam().call(CreateUser, { UserName: "ada" }, as);
  await iam().call(CreateLoginProfile, { UserName: "ada", Password: FIRST }, as);
  return as;
}

describe("a login profile", () => {
  it("is created, found and deleted, and its password never told", async () => {
    const as = { account: "130000000001" };
    await iam().call(CreateUser, { UserName: "Ada" }, as);
    const created = await iam().call(CreateLoginProfile, { UserName: "ada", Password: FIRST }, as);
    expect(created).toEqual({
      LoginProfile: { UserName: "Ada", CreateDate: expect.any(Date), PasswordResetRequired: false },
    });
    expect(await iam().call(GetLoginProfile, { UserName: "ada" }, as)).toEqual(created);
    const row = await iam().store.of(as.account).get(TABLES.users, "ada");
    expect(row?.loginProfile?.passwordHash).toMatch(/^scrypt\$/);
    expect(JSON.stringify(row)).not.toContain(FIRST);
    await iam().call(DeleteLoginProfile, { UserName: "ada" }, as);
    const missing = "NoSuchEntityException: Login Profile for User Ada cannot be found.";
    expect(await refusal(iam().call(GetLoginProfile, { UserName: "ada" }, as))).toBe(missing);
    expect(await refusal(iam().call(DeleteLoginProfile, { UserName: "ada" }, as))).toBe(missing);
    expect(await refusal(iam().call(UpdateLoginProfile, { UserName: "ada" }, as))).toBe(missing);
  });

  it("is there once", async () => {
    const as = await userWithPassword("130000000002");
    expect(await refusal(iam().call(CreateLoginProfile, { UserName: "ada", Password: SECOND }, as))).toBe(
      "EntityAlreadyExistsException: Login Profile for user ada already exists.",
    );
  });

  it("needs a user, and a password that the policy allows", async () => {
    const as = { account: "130000000003" };
    expect(await refusal(iam().call(CreateLoginProfile, { UserName: "nobody", Password: FIRST }, as))).toBe(
      "NoSuchEntityException: The user with name nobody cannot be found.",
    );
    await iam().call(CreateUser, { UserName: "ada" }, as);
    expect(await refusal(iam().call(CreateLoginProfile, { UserName: "ada", Password: "short" }, as))).toBe(
      "PasswordPolicyViolationException: Password should have a minimum length of 8",
    );
    await iam().call(UpdateAccountPasswordPolicy, { RequireNumbers: true }, as);
    expect(await refusal(iam().call(CreateLoginProfile, { UserName: "ada", Password: "lovelace" }, as))).toBe(
      "PasswordPolicyViolationException: Password should have at least one number",
    );
    expect(await refusal(iam().call(CreateLoginProfile, { UserName: "ada" }, as))).toContain("Member must not be null");
  });

  it("is changed in part", async () => {
    const as = await userWithPassword("130000000004");
    await iam().call(UpdateLoginProfile, { UserName: "ada", PasswordResetRequired: true }, as);
    const { LoginProfile } = await iam().call(GetLoginProfile, { UserName: "ada" }, as);
    expect(LoginProfile?.PasswordResetRequired).toBe(true);
  });
});

describe("ChangePassword", () => {
  it("changes the caller's password, and a reset is no longer required", async () => {
    const as = await userWithPassword("130000000010");
    const update = { UserName: "ada", Password: SECOND, PasswordResetRequired: true };
    await iam().call(UpdateLoginProfile, update, as);
    await iam().call(ChangePassword, { OldPassword: SECOND, NewPassword: THIRD }, as);
    const { LoginProfile } = await iam().call(GetLoginProfile, { UserName: "ada" }, as);
    expect(LoginProfile?.PasswordResetRequired).toBe(false);
    const changing = iam().call(ChangePassword, { OldPassword: SECOND, NewPassword: FIRST }, as);
    expect(await refusal(changing)).toBe("AccessDenied: The old password was incorrect.");
  });

  it("is for users, not for root", async () => {
    const as = { account: "130000000012" };
    expect(await refusal(iam().call(ChangePassword, { OldPassword: FIRST, NewPassword: SECOND }, as))).toBe(
      "InvalidUserTypeException: Only IAM Users can change their own password",
    );
  });

  it("needs a login profile", async () => {
    const as = { account: "130000000013", arn: "arn:aws:iam::130000000013:user/ada" };
    await iam().call(CreateUser, { UserName: "ada" }, as);
    expect(await refusal(iam().call(ChangePassword, { OldPassword: FIRST, NewPassword: SECOND }, as))).toBe(
      "NoSuchEntityException: Login Profile for User ada cannot be found.",
    );
  });

  it("refuses as many former passwords as the policy wants remembered", async () => {
    const as = await userWithPassword("130000000014");
    await iam().call(UpdateAccountPasswordPolicy, { PasswordReusePrevention: 1 }, as);
    const change = (OldPassword: string, NewPassword: string) =>
      iam().call(ChangePassword, { OldPassword, NewPassword }, as);
    expect(await refusal(change(FIRST, FIRST))).toBe(
      "PasswordPolicyViolationException: Password does not conform to the account password policy.",
    );
    await change(FIRST, SECOND);
    await change(SECOND, FIRST);
  });
});
