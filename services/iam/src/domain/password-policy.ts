import type { PasswordPolicy as PasswordPolicyAnswer, UpdateAccountPasswordPolicyRequest } from "@aws-sdk/client-iam";
import { AwsError } from "@skylab/aws";

/** What an account asks of its users' passwords. */
export type PasswordPolicy = {
  readonly minimumLength: number;
  readonly requires: readonly CharacterClass[];
  readonly usersMayChange: boolean;
  /** Days until a password expires. */
  readonly maxAge?: number;
  /** How many former passwords must not come again. */
  readonly remembered?: number;
  readonly hardExpiry?: boolean;
};

export type CharacterClass = "uppercase letter" | "lowercase letter" | "number" | "symbol";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html */
const CLASSES: Record<CharacterClass, RegExp> = {
  "uppercase letter": /[A-Z]/,
  "lowercase letter": /[a-z]/,
  number: /[0-9]/,
  symbol: /[!@#$%^&*()_+\-=[\]{}|']/,
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccountPasswordPolicy.html */
const DEFAULT_MINIMUM_LENGTH = 6;

/** Of accounts without a policy of their own: id_credentials_passwords_account-policy.html#default-policy-details */
const UNSET_MINIMUM_LENGTH = 8;
const UNSET_CLASSES = 3;

/** A policy as a request sets it: what it does not name gets IAM's default, whatever was there before. */
export function newPasswordPolicy(input: UpdateAccountPasswordPolicyRequest): PasswordPolicy {
  const required: readonly [CharacterClass, boolean | undefined][] = [
    ["uppercase letter", input.RequireUppercaseCharacters],
    ["lowercase letter", input.RequireLowercaseCharacters],
    ["number", input.RequireNumbers],
    ["symbol", input.RequireSymbols],
  ];
  return {
    minimumLength: input.MinimumPasswordLength ?? DEFAULT_MINIMUM_LENGTH,
    requires: required.filter(([, is]) => is).map(([name]) => name),
    usersMayChange: input.AllowUsersToChangePassword ?? false,
    ...(input.MaxPasswordAge === undefined ? {} : { maxAge: input.MaxPasswordAge }),
    ...(input.PasswordReusePrevention === undefined ? {} : { remembered: input.PasswordReusePrevention }),
    ...(input.HardExpiry === undefined ? {} : { hardExpiry: input.HardExpiry }),
  };
}

/** A policy as IAM answers it. */
export const describePasswordPolicy = (policy: PasswordPolicy): PasswordPolicyAnswer => ({
  MinimumPasswordLength: policy.minimumLength,
  RequireSymbols: policy.requires.includes("symbol"),
  RequireNumbers: policy.requires.includes("number"),
  RequireUppercaseCharacters: policy.requires.includes("uppercase letter"),
  RequireLowercaseCharacters: policy.requires.includes("lowercase letter"),
  AllowUsersToChangePassword: policy.usersMayChange,
  ExpirePasswords: policy.maxAge !== undefined,
  MaxPasswordAge: policy.maxAge,
  PasswordReusePrevention: policy.remembered,
  HardExpiry: policy.hardExpiry,
});

/**
 * Checks a new password by the account's policy, or by AWS's where there is none.
 * @throws AwsError `PasswordPolicyViolation`
 */
export function checkPassword(password: string, userName: string, policy: PasswordPolicy | undefined): void {
  const minimum = policy?.minimumLength ?? UNSET_MINIMUM_LENGTH;
  if (password.length < minimum) throw violation(`Password should have a minimum length of ${String(minimum)}`);
  if (policy === undefined) checkByDefault(password, userName);
  else checkClasses(password, policy.requires);
}

function checkClasses(password: string, required: readonly CharacterClass[]): void {
  const missing = required.filter((name) => !CLASSES[name].test(password));
  if (missing.length > 0) throw violation(missing.map(requirement).join(", "));
}

function checkByDefault(password: string, userName: string): void {
  // as: the names of an object literal that has just these.
  const missing = (Object.keys(CLASSES) as CharacterClass[]).filter((name) => !CLASSES[name].test(password));
  const more = missing.length - (Object.keys(CLASSES).length - UNSET_CLASSES);
  if (more > 0) {
    const requirements = missing.map(requirement).join(", ");
    throw violation(`Password should meet ${String(more)} more of the following requirements: ${requirements}`);
  }
  if (password.toLowerCase() === userName.toLowerCase()) throw violation(NOT_CONFORMING);
}

const requirement = (name: CharacterClass): string => `Password should have at least one ${name}`;

const NOT_CONFORMING = "Password does not conform to the account password policy.";

/** A password that was used before. */
export const passwordReused = (): AwsError => violation(NOT_CONFORMING);

const violation = (message: string): AwsError => new AwsError("PasswordPolicyViolationException", message);
