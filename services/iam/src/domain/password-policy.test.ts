import { describe, expect, it } from "vitest";
import { checkPassword, describePasswordPolicy, newPasswordPolicy } from "./password-policy.ts";

describe("a password policy", () => {
  it("has IAM's defaults where a request names nothing", () => {
    expect(describePasswordPolicy(newPasswordPolicy({}))).toEqual({
      MinimumPasswordLength: 6,
      RequireSymbols: false,
      RequireNumbers: false,
      RequireUppercaseCharacters: false,
      RequireLowercaseCharacters: false,
      AllowUsersToChangePassword: false,
      ExpirePasswords: false,
    });
  });

  it("expires passwords where it names an age", () => {
    const policy = newPasswordPolicy({ MaxPasswordAge: 60, HardExpiry: true, PasswordReusePrevention: 3 });
    expect(describePasswordPolicy(policy)).toMatchObject({
      ExpirePasswords: true,
      MaxPasswordAge: 60,
      HardExpiry: true,
      PasswordReusePrevention: 3,
    });
  });

  it.each([
    ["short", "Password should have a minimum length of 10"],
    ["all lower case", "Password should have at least one uppercase letter, Password should have at least one number"],
    ["ALL UPPER CASE 1", undefined],
  ])("answers %s with %s", (password, message) => {
    const policy = newPasswordPolicy({
      MinimumPasswordLength: 10,
      RequireUppercaseCharacters: true,
      RequireNumbers: true,
    });
    const check = () => checkPassword(password, "ada", policy);
    if (message === undefined) expect(check).not.toThrow();
    else expect(check).toThrow(message);
  });
});

describe("a password in an account without a policy", () => {
  it.each([
    ["Ab1!", "Password should have a minimum length of 8"],
    [
      "lowercase1",
      "Password should meet 1 more of the following requirements: " +
        "Password should have at least one uppercase letter, Password should have at least one symbol",
    ],
    [
      "lowercase",
      "Password should meet 2 more of the following requirements: Password should have at least one uppercase letter, " +
        "Password should have at least one number, Password should have at least one symbol",
    ],
    ["Ada-Lovelace1", "Password does not conform to the account password policy."],
  ])("%s is refused", (password, message) => {
    expect(() => checkPassword(password, "ada-lovelace1", undefined)).toThrow(message);
  });

  it("needs three of the four kinds of characters", () => {
    expect(() => checkPassword("Lowercase1", "ada", undefined)).not.toThrow();
  });
});
