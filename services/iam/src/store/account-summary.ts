import { TABLES } from "@skylab/identity";
import { allRows, type Reader } from "@skylab/records";
import type { EntityCounts } from "../domain/account-summary.ts";
import { isEnabled } from "../domain/mfa-device.ts";
import { requireKeyOwner } from "./key-owners.ts";
import { countRows } from "./listing.ts";
import { OWN_TABLES } from "./tables.ts";

/** Counts what an account has. */
export async function countEntities(rows: Reader): Promise<EntityCounts> {
  const root = await requireKeyOwner(rows, { root: true });
  const oidcProviders = await countRows(rows, OWN_TABLES.oidcProviders);
  const samlProviders = await countRows(rows, OWN_TABLES.samlProviders);
  return {
    ...(await countPolicies(rows)),
    AccountAccessKeysPresent: Number(root.accessKeyIds.length > 0),
    Groups: await countRows(rows, TABLES.groups),
    InstanceProfiles: await countRows(rows, OWN_TABLES.instanceProfiles),
    MFADevices: await countRows(rows, OWN_TABLES.mfaDevices),
    MFADevicesInUse: await countRows(rows, OWN_TABLES.mfaDevices, isEnabled),
    Providers: oidcProviders + samlProviders,
    Roles: await countRows(rows, TABLES.roles),
    ServerCertificates: await countRows(rows, OWN_TABLES.serverCertificates),
    Users: await countRows(rows, TABLES.users),
  };
}

async function countPolicies(rows: Reader): Promise<Pick<EntityCounts, "Policies" | "PolicyVersionsInUse">> {
  let Policies = 0;
  let PolicyVersionsInUse = 0;
  for await (const { row } of allRows(rows, TABLES.policies)) {
    Policies += 1;
    PolicyVersionsInUse += row.versions.length;
  }
  return { Policies, PolicyVersionsInUse };
}
