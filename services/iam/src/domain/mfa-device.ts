import type { AssignmentStatusType, MFADevice } from "@aws-sdk/client-iam";
import { AwsError, formatArn } from "@skylab/aws";
import type { Tags, User } from "@skylab/identity";
import { deleteConflict, limitExceeded, noSuchEntity } from "./errors.ts";
import { MFA_DEVICES_PER_USER } from "./quotas.ts";
import { findStep, stepAt } from "./totp.ts";
import { timeOf } from "./time.ts";

/** A virtual MFA device: a seed that an app makes codes of. */
export type MfaDevice = {
  readonly serialNumber: string;
  /** What the app's codes are made of, sealed: see packages/identity's sealing.ts. */
  readonly sealedSeed: string;
  readonly tags: Tags;
  readonly assignment?: MfaAssignment;
};

/** A device that is enabled for a user. */
export type EnabledDevice = MfaDevice & { readonly assignment: MfaAssignment };

export const isEnabled = (device: MfaDevice): device is EnabledDevice => device.assignment !== undefined;

export type MfaAssignment = {
  readonly userName: string;
  readonly enabledAt: number;
  /** By how many steps the device's clock is ahead of ours. */
  readonly drift: number;
  /** The step of the latest code that was taken: each counts once. RFC 6238 5.2 */
  readonly lastStep: number;
};

/** Steps before and after now in which a code is taken: RFC 6238 5.2 has one, for what the way of a code takes. */
const TOLERANCE = 1;

/** Steps that a device's clock may be off: five minutes where it is enabled, a day where it is brought back into step. */
export const ENABLE_DRIFT = 10;
export const RESYNC_DRIFT = 2880;

/** `arn:aws:iam::111122223333:mfa/teams/ada`. */
export const serialNumberOf = (account: string, path: string, name: string): string =>
  formatArn({ service: "iam", region: "", account, resource: `mfa${path}${name}` });

/**
 * What is known of a device by two codes that it showed one after the other.
 * @throws AwsError `InvalidAuthenticationCode`
 */
export function readClock(
  seed: Uint8Array,
  codes: readonly [string, string],
  { now, drift }: { readonly now: number; readonly drift: number },
): Pick<MfaAssignment, "drift" | "lastStep"> {
  const step = stepAt(now);
  const lastStep = findStep(seed, codes, { first: step - drift - 1, last: step + drift });
  if (lastStep === undefined) throw invalidCode();
  // The codes of a clock that goes right are those of this step and the one before, or of this one and the next.
  const off = lastStep - step;
  return { drift: Math.abs(off) <= TOLERANCE ? 0 : off, lastStep };
}

/** The assignment after a code was taken, or `undefined` where it is none that the device shows, or was taken before. */
export function takeCode(
  seed: Uint8Array,
  assignment: MfaAssignment,
  { code, now }: { readonly code: string; readonly now: number },
): MfaAssignment | undefined {
  const step = stepAt(now) + assignment.drift;
  const first = Math.max(step - TOLERANCE, assignment.lastStep + 1);
  const lastStep = findStep(seed, [code], { first, last: step + TOLERANCE });
  return lastStep === undefined ? undefined : { ...assignment, lastStep };
}

/** Whether a list of devices in this state has the device. */
export const isListed = (device: MfaDevice, status: AssignmentStatusType = "Any"): boolean =>
  status === "Any" || (status === "Assigned") === (device.assignment !== undefined);

/** A device that is enabled, as ListMFADevices answers it. */
export const describeEnabledDevice = (device: EnabledDevice): MFADevice => ({
  UserName: device.assignment.userName,
  SerialNumber: device.serialNumber,
  EnableDate: timeOf(device.assignment.enabledAt),
});

/** @throws AwsError `LimitExceeded` */
export function checkMfaQuota({ mfaDevices = [] }: User): void {
  if (mfaDevices.length < MFA_DEVICES_PER_USER) return;
  throw limitExceeded(`Cannot exceed quota for MFADevicesPerUser: ${String(MFA_DEVICES_PER_USER)}`);
}

export const noSuchDevice = (serialNumber: string): AwsError =>
  noSuchEntity(`MFA Device with serial number ${serialNumber} does not exist.`);

export const deviceInUse = (): AwsError => deleteConflict("MFA VirtualDevice in use. Must deactivate first");

const invalidCode = (): AwsError =>
  new AwsError("InvalidAuthenticationCodeException", "Authentication code for device is not valid.");
