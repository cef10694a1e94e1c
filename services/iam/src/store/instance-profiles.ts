import type { Reader, Transaction } from "@skylab/records";
import { noSuchEntity } from "../domain/errors.ts";
import type { InstanceProfile } from "../domain/instance-profile.ts";
import { rowKey } from "../domain/names.ts";
import { OWN_TABLES } from "./tables.ts";

/** @throws AwsError `NoSuchEntity` */
export async function requireInstanceProfile(rows: Reader, name: string): Promise<InstanceProfile> {
  const profile = await findInstanceProfile(rows, name);
  if (profile === undefined) throw noSuchEntity(`Instance Profile ${name} cannot be found.`);
  return profile;
}

export const findInstanceProfile = (rows: Reader, name: string): Promise<InstanceProfile | undefined> =>
  rows.get(OWN_TABLES.instanceProfiles, rowKey(name));

export const putInstanceProfile = (rows: Transaction, profile: InstanceProfile): void =>
  rows.put(OWN_TABLES.instanceProfiles, profile, rowKey(profile.name));

export const removeInstanceProfile = (rows: Transaction, { name }: InstanceProfile): void =>
  rows.remove(OWN_TABLES.instanceProfiles, rowKey(name));
