import { isSamePlace } from "@skylab/aws";
import { jsonTable, type Reader, type Records, rememberRows, removeRecords, transact } from "@skylab/records";
import { noSuchDomainName } from "../domain/domain-names/errors.ts";
import type { DomainOwner, StoredDomainName } from "../domain/domain-names/stored-domain-name.ts";
import { DIRECTORY, DOMAIN_NAMES_SPACE, HOSTS_SPACE } from "./spaces.ts";

/** Custom domain names with their mappings: `rows.get(domainNameRows, domainName, domainNameId ?? "")`. */
export const domainNameRows = jsonTable<StoredDomainName>(DOMAIN_NAMES_SPACE);

/** A custom domain name of a place, or AWS's refusal. Names are hosts: in lower case. */
export async function domainNameOf(rows: Reader, name: string, domainNameId = ""): Promise<StoredDomainName> {
  const domain = await rows.get(domainNameRows, name.toLowerCase(), domainNameId);
  if (domain === undefined) throw noSuchDomainName();
  return domain;
}

/** Whose a host is: a custom domain name, in lower case, or the first label of the name that API Gateway gave it. */
export type Hosts = {
  /** As it is, or was less than a second ago where another replica has changed it since. */
  readonly find: (host: string) => Promise<DomainOwner | undefined>;
  /** Makes a host that of a domain name, before its row is written. False: another one has it. */
  readonly claim: (host: string, owner: DomainOwner) => Promise<boolean>;
  /** Gives the host of a domain name up, once its row is gone. */
  readonly release: (host: string, owner: DomainOwner) => Promise<void>;
};

const hostRows = jsonTable<DomainOwner>(HOSTS_SPACE);

/** Hosts that are remembered. */
const MAX_HOSTS = 10_000;

export function openHosts(records: Records): Hosts {
  const directory = records.partition(DIRECTORY);
  const find = rememberRows(directory, hostRows, { most: MAX_HOSTS, make: (owner) => owner });
  return {
    find,
    claim: (host, owner) =>
      transact(directory, async (rows) => {
        const current = await rows.get(hostRows, host);
        if (current !== undefined) return isSame(current, owner);
        rows.put(hostRows, owner, host);
        return true;
      }),
    release: (host, owner) =>
      transact(directory, async (rows) => {
        const current = await rows.get(hostRows, host);
        if (current !== undefined && isSame(current, owner)) rows.remove(hostRows, host);
      }),
  };
}

const isSame = (one: DomainOwner, other: DomainOwner): boolean =>
  isSamePlace(one.place, other.place) && one.domainName === other.domainName && one.domainNameId === other.domainNameId;

/** Forgets which host is whose: all of them, or those of one account. */
export async function resetHosts(records: Records, account: string | undefined): Promise<void> {
  await removeRecords(records.partition(DIRECTORY), HOSTS_SPACE, {
    goes: ({ value }) => account === undefined || hostRows.decode(value).place.account === account,
  });
}
