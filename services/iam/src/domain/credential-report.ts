import { AwsError, formatArn, isoSeconds } from "@skylab/aws";
import type { AccessKey, LastUse, User } from "@skylab/identity";
import { iamArn } from "./arns.ts";
import type { PasswordPolicy } from "./password-policy.ts";
import type { SigningCertificate } from "./signing-certificate.ts";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html */
export type CredentialReport = { readonly csv: string; readonly generatedAt: number };

/** A key, and when it was used last. */
export type ReportedKey = { readonly key: AccessKey; readonly use: LastUse | undefined };

/** What of a user's credentials the report tells. */
export type Credentials = {
  readonly keys: readonly ReportedKey[];
  readonly certificates: readonly SigningCertificate[];
};

/** How long a report stands: asked for again within it, IAM makes no new one. */
const VALID_MS = 4 * 60 * 60 * 1000;

export const isCurrent = (report: CredentialReport, now: number): boolean => now - report.generatedAt < VALID_MS;

const COLUMNS =
  "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation," +
  "mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date," +
  "access_key_1_last_used_region,access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated," +
  "access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active," +
  "cert_1_last_rotated,cert_2_active,cert_2_last_rotated";

const NONE = "N/A";
const NOT_SUPPORTED = "not_supported";
/** Passwords are for the console, which is not here: none was ever used. */
const NEVER_USED = "no_information";
const MS_PER_DAY = 24 * 60 * 60 * 1000;
const KEYS_IN_REPORT = 2;
const NO_KEY = ["false", NONE, NONE, NONE, NONE];
const CERTIFICATES_IN_REPORT = 2;
const NO_CERTIFICATE = ["false", NONE];

export const credentialReport = (lines: readonly string[]): string => [COLUMNS, ...lines].join("\n");

/** The line of the account's root. */
export function rootLine(account: string, createdAt: number, keys: readonly ReportedKey[]): string {
  const arn = formatArn({ service: "iam", region: "", account, resource: "root" });
  const password = [NOT_SUPPORTED, NEVER_USED, NOT_SUPPORTED, NOT_SUPPORTED];
  return line(
    "<root_account>",
    arn,
    time(createdAt),
    ...password,
    "false",
    ...credentialColumns({ keys, certificates: [] }),
  );
}

/** The line of a user. */
export function userLine(
  account: string,
  user: User,
  { policy, ...credentials }: Credentials & { readonly policy: PasswordPolicy | undefined },
): string {
  return line(
    user.name,
    iamArn(account, "user", user),
    time(user.createdAt),
    ...passwordColumns(user, policy),
    String((user.mfaDevices ?? []).length > 0),
    ...credentialColumns(credentials),
  );
}

function passwordColumns({ loginProfile }: User, policy: PasswordPolicy | undefined): readonly string[] {
  if (loginProfile === undefined) return ["false", NONE, NONE, NONE];
  const changedAt = loginProfile.passwordChangedAt;
  const rotation = policy?.maxAge === undefined ? NONE : time(changedAt + policy.maxAge * MS_PER_DAY);
  return ["true", NEVER_USED, time(changedAt), rotation];
}

function credentialColumns({ keys, certificates }: Credentials): readonly string[] {
  const ofKeys = keys.map(({ key, use }) => [
    String(key.active),
    time(key.createdAt),
    use === undefined ? NONE : time(use.at),
    use?.region ?? NONE,
    use?.service ?? NONE,
  ]);
  const ofCertificates = certificates.map(({ status, uploadedAt }) => [String(status === "Active"), time(uploadedAt)]);
  return [
    ...[...ofKeys, NO_KEY, NO_KEY].slice(0, KEYS_IN_REPORT).flat(),
    ...[...ofCertificates, NO_CERTIFICATE, NO_CERTIFICATE].slice(0, CERTIFICATES_IN_REPORT).flat(),
  ];
}

/** Names and paths of users may have a comma. */
const line = (...values: readonly string[]): string =>
  values.map((value) => (/[",]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)).join(",");

/** `2015-06-24T12:45:00+00:00`. */
const time = (at: number): string => isoSeconds(at).replace("Z", "+00:00");

// Recorded: AWS says nothing with these codes.
export const reportNotPresent = (): AwsError => new AwsError("CredentialReportNotPresentException", "");
export const reportExpired = (): AwsError => new AwsError("CredentialReportExpiredException", "");
