import { AwsError } from "@skylab/aws";

/** A number that an account in the sandbox may text once it has proved that it is its own. */
export type SandboxNumber = {
  readonly status: "Pending" | "Verified";
  /** What its owner was texted last. */
  readonly code: string;
  /** When somebody last tried to verify it; milliseconds since the epoch. */
  readonly triedAt?: number;
};

/** https://docs.aws.amazon.com/sns/latest/dg/sns-sms-sandbox.html */
const MAX_SANDBOX_NUMBERS = 10;
const DAY_MS = 24 * 3_600_000;

/** AWS takes five to eight digits. https://docs.aws.amazon.com/sns/latest/api/API_VerifySMSSandboxPhoneNumber.html */
const CODE_DIGITS = 6;

const BAD_REQUEST = 400;
const NOT_FOUND = 404;

/** A code of random bytes. */
export const verificationCode = (bytes: Uint8Array): string =>
  String(Buffer.from(bytes).readUInt32BE() % 10 ** CODE_DIGITS).padStart(CODE_DIGITS, "0");

/** What a phone shows of a code. */
export const verificationText = (code: string): string =>
  `Your verification code for the SMS sandbox of Amazon SNS is ${code}.`;

/**
 * A number that was added, or added again for another code; one that is verified stays so.
 * @param many the numbers of the sandbox that are there already
 * @throws AwsError UserError in words that nobody recorded from AWS
 */
export function addSandboxNumber(current: SandboxNumber | undefined, code: string, many: number): SandboxNumber {
  if (current !== undefined) return { ...current, code };
  if (many >= MAX_SANDBOX_NUMBERS) {
    throw userError(`The SMS sandbox can have up to ${MAX_SANDBOX_NUMBERS} destination phone numbers.`);
  }
  return { status: "Pending", code };
}

/** A number after somebody has tried to verify it. */
export const tryCode = (current: SandboxNumber, code: string, triedAt: number): SandboxNumber => ({
  ...current,
  ...(code === current.code && { status: "Verified" }),
  triedAt,
});

/** @throws AwsError UserError in words that nobody recorded from AWS */
export function checkDeletion({ triedAt }: SandboxNumber, now: number): void {
  if (triedAt !== undefined && now < triedAt + DAY_MS) {
    throw userError("A destination phone number can be deleted 24 hours after its last verification attempt.");
  }
}

/** In words that nobody recorded from AWS. */
export const isNoSandboxNumber = (): AwsError =>
  new AwsError("ResourceNotFound", "The phone number is not in the SMS sandbox.", { status: NOT_FOUND });

/** In words that nobody recorded from AWS. */
export const wrongCode = (status: SandboxNumber["status"]): AwsError =>
  new AwsError("VerificationException", "The one-time password is not valid.", {
    status: BAD_REQUEST,
    members: { Status: status },
  });

/** In words that nobody recorded from AWS. */
export const optedOut = (): AwsError =>
  new AwsError("OptedOut", "The phone number is opted out.", { status: BAD_REQUEST });

const userError = (message: string): AwsError => new AwsError("UserError", message, { status: BAD_REQUEST });
