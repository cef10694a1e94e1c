import type { VirtualMFADevice } from "@aws-sdk/client-iam";
import { type EncryptionKey, rowKey, seal, unseal, type User } from "@skylab/identity";
import type { Listed, Listing, Reader, Transaction } from "@skylab/records";
import {
  type EnabledDevice,
  isEnabled,
  type MfaAssignment,
  type MfaDevice,
  noSuchDevice,
  takeCode,
} from "../domain/mfa-device.ts";
import { describeUser } from "../domain/user.ts";
import { OWN_TABLES } from "./tables.ts";
import { findUser, putUser } from "./users.ts";
import { timeOf } from "../domain/time.ts";

export const findMfaDevice = (rows: Reader, serialNumber: string): Promise<MfaDevice | undefined> =>
  rows.get(OWN_TABLES.mfaDevices, rowKey(serialNumber));

/** @throws AwsError `NoSuchEntity` */
export async function requireMfaDevice(rows: Reader, serialNumber: string): Promise<MfaDevice> {
  const device = await findMfaDevice(rows, serialNumber);
  if (device === undefined) throw noSuchDevice(serialNumber);
  return device;
}

/**
 * A device that is enabled for this user.
 * @throws AwsError `NoSuchEntity`
 */
export async function requireMfaDeviceOf(rows: Reader, user: User, serialNumber: string): Promise<EnabledDevice> {
  const device = await requireMfaDevice(rows, serialNumber);
  if (!isEnabled(device) || rowKey(device.assignment.userName) !== rowKey(user.name)) throw noSuchDevice(serialNumber);
  return device;
}

export const putMfaDevice = (rows: Transaction, device: MfaDevice): void =>
  rows.put(OWN_TABLES.mfaDevices, device, rowKey(device.serialNumber));

export const removeMfaDevice = (rows: Transaction, { serialNumber }: MfaDevice): void =>
  rows.remove(OWN_TABLES.mfaDevices, rowKey(serialNumber));

/** Enables a device for a user. */
export function assignMfaDevice(
  rows: Transaction,
  user: User,
  { device, assignment }: { readonly device: MfaDevice; readonly assignment: MfaAssignment },
): void {
  putMfaDevice(rows, { ...device, assignment });
  putUser(rows, { ...user, mfaDevices: [...(user.mfaDevices ?? []), device.serialNumber] });
}

/** Takes a device away from its user. */
export function unassignMfaDevice(rows: Transaction, user: User, device: EnabledDevice): void {
  const { assignment: _assignment, ...unassigned } = device;
  putMfaDevice(rows, unassigned);
  const mfaDevices = (user.mfaDevices ?? []).filter((one) => rowKey(one) !== rowKey(device.serialNumber));
  putUser(rows, { ...user, mfaDevices });
}

/** The devices of a user, in the order in which they were enabled. */
export async function mfaDevicesOf(rows: Reader, user: User): Promise<readonly EnabledDevice[]> {
  const devices = await Promise.all((user.mfaDevices ?? []).map((one) => findMfaDevice(rows, one)));
  return devices.filter((device) => device !== undefined).filter(isEnabled);
}

/** Devices in the order of their serial numbers. */
export const listMfaDevices = (rows: Reader, part: Listing): Promise<readonly Listed<MfaDevice>[]> =>
  rows.list(OWN_TABLES.mfaDevices, part);

/** A device as ListVirtualMFADevices answers it: with its user, without its tags. */
export async function describeVirtualDevice(
  rows: Reader,
  account: string,
  { serialNumber, assignment }: MfaDevice,
): Promise<VirtualMFADevice> {
  const user = assignment && (await findUser(rows, assignment.userName));
  if (!assignment || !user) return { SerialNumber: serialNumber };
  return {
    SerialNumber: serialNumber,
    User: describeUser(account, user),
    EnableDate: timeOf(assignment.enabledAt),
  };
}

/** A code of a user's device, as STS is given it by `SerialNumber` and `TokenCode`. */
export type UserCode = { readonly user: User; readonly serialNumber: string; readonly code: string };

type CodeReader = { readonly now: number; readonly encryptionKey: EncryptionKey };

/** Whether the device of a user shows this code now, and it was not taken yet. */
export const showsMfaCode = async (rows: Reader, code: UserCode, by: CodeReader): Promise<boolean> =>
  (await afterCode(rows, code, by)) !== undefined;

/** The same, and the code counts no second time. */
export async function takeMfaCode(rows: Transaction, code: UserCode, by: CodeReader): Promise<boolean> {
  const device = await afterCode(rows, code, by);
  if (device !== undefined) putMfaDevice(rows, device);
  return device !== undefined;
}

/** The device as it is when the code is taken. */
async function afterCode(
  rows: Reader,
  { user, serialNumber, code }: UserCode,
  { now, encryptionKey }: CodeReader,
): Promise<EnabledDevice | undefined> {
  const devices = await mfaDevicesOf(rows, user);
  const device = devices.find((one) => rowKey(one.serialNumber) === rowKey(serialNumber));
  const seed = device && openSeed(encryptionKey, device);
  const assignment = device && seed && takeCode(seed, device.assignment, { code, now });
  return device && assignment && { ...device, assignment };
}

/** A device's seed as it is stored. */
export const sealSeed = (key: EncryptionKey, serialNumber: string, seed: Uint8Array): string =>
  seal(key, purposeOf(serialNumber), Buffer.from(seed).toString("base64"));

/** The seed of a device: one that this instance's key does not open makes no codes. */
export const openSeed = (key: EncryptionKey, { serialNumber, sealedSeed }: MfaDevice): Uint8Array =>
  Buffer.from(unseal(key, purposeOf(serialNumber), sealedSeed) ?? "", "base64");

const purposeOf = (serialNumber: string): string => `mfa device ${serialNumber}`;
