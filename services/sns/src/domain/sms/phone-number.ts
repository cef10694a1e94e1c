import { AwsError } from "@skylab/aws";
import { invalidParameter } from "../errors.ts";

const BAD_REQUEST = 400;

/** E.164: a country's code and what follows, fifteen digits at most; the plus may be missing. https://www.itu.int/rec/T-REC-E.164 */
const E164 = /^\+?[1-9]\d{1,14}$/;

/** Who subscribes may group the digits by single dots, hyphens and slashes. */
const GROUPED = /^\+?\d+(?:[./-]\d+)*$/;

export const isPhoneNumber = (number: string): boolean => E164.test(number);

/** @throws AwsError InvalidParameter in Publish's words */
export function checkPublishNumber(number: string): void {
  if (!isPhoneNumber(number)) throw invalidParameter(`PhoneNumber Reason: ${number} is not valid to publish to`);
}

/** @throws AwsError InvalidParameter in Subscribe's words */
export function checkSmsEndpoint(endpoint: string): void {
  if (!GROUPED.test(endpoint) || !isPhoneNumber(withoutGroups(endpoint))) {
    throw new AwsError("InvalidParameter", `Invalid SMS endpoint: ${endpoint}`, { status: BAD_REQUEST });
  }
}

/** @throws AwsError InvalidParameter in the words of those who opt numbers in */
export function checkOptOutNumber(number: string): void {
  if (!isPhoneNumber(number)) throw invalidParameter("PhoneNumber Reason: input incorrectly formatted");
}

/**
 * A number of the sandbox. The model says which are good, but for the empty one.
 * @throws AwsError InvalidParameter
 */
export function readSandboxNumber(number: string): string {
  if (number === "") throw invalidParameter("PhoneNumber Reason: input incorrectly formatted");
  return canonicalNumber(number);
}

/** One number however it is written: `+15551234567`. */
export const canonicalNumber = (number: string): string => `+${withoutGroups(number).replace(/^\+/, "")}`;

const withoutGroups = (number: string): string => number.replaceAll(/[./-]/g, "");
