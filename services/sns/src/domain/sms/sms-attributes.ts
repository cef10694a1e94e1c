import { AwsError } from "@skylab/aws";
import { isSenderId, isSmsType } from "./message-attributes.ts";

/** The settings of a place, as they were set. */
export type SmsAttributes = Readonly<Record<string, string>>;

/** What AWS answers where nothing was set: a new account may spend one dollar a month. */
const DEFAULTS: SmsAttributes = { MonthlySpendLimit: "1" };

const BAD_REQUEST = 400;

/** https://docs.aws.amazon.com/sns/latest/api/API_SetSMSAttributes.html */
const CHECKS: ReadonlyMap<string, (value: string) => boolean> = new Map([
  ["MonthlySpendLimit", (value) => /^\d{1,9}$/.test(value)],
  ["DeliveryStatusIAMRole", (value) => /^arn:[^:]+:iam::\d{12}:role\/.+$/.test(value)],
  ["DeliveryStatusSuccessSamplingRate", (value) => /^\d{1,3}$/.test(value) && Number(value) <= 100],
  ["DefaultSenderID", isSenderId],
  ["DefaultSMSType", isSmsType],
  // Whether there is such a bucket nobody asks.
  ["UsageReportS3Bucket", () => true],
]);

/**
 * The settings with some set. An empty text takes one away.
 * @throws AwsError InvalidParameter
 */
export function changeSmsAttributes(current: SmsAttributes, set: SmsAttributes): SmsAttributes {
  const changed: Record<string, string> = { ...current };
  for (const [name, value] of Object.entries(set)) {
    const isGood = CHECKS.get(name);
    if (isGood === undefined) throw invalid(`${name} is not a valid attribute`);
    if (value === "") delete changed[name];
    else if (isGood(value)) changed[name] = value;
    else throw invalid(`${name} is invalid`);
  }
  return changed;
}

/** What is told of the settings: all of them where nobody names any. */
export function shownSmsAttributes(current: SmsAttributes, names: readonly string[] = []): SmsAttributes {
  const all = { ...DEFAULTS, ...current };
  if (names.length === 0) return all;
  return Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name)));
}

/** SNS writes no `Invalid parameter:` before these. */
const invalid = (message: string): AwsError => new AwsError("InvalidParameter", message, { status: BAD_REQUEST });
