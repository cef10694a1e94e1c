import type { Place } from "@skylab/aws";
import type { Reader } from "@skylab/records";
import type { DomainOwner, StoredDomainName } from "../domain/domain-names/stored-domain-name.ts";
import { domainNameRows } from "./domain-names.ts";
import { listAll } from "./list-all.ts";
import type { ApigatewayStore } from "./store.ts";

/** Keeps a new custom domain name and claims its hosts. False: there is one of that name, here or elsewhere. */
export async function addDomainName(store: ApigatewayStore, place: Place, domain: StoredDomainName): Promise<boolean> {
  const { change, hosts } = store;
  const owner = ownerOf(place, domain);
  // A private name is its account's own: where two have the same, the host is the first one's.
  if (!(await hosts.claim(domain.domainName, owner)) && owner.domainNameId === "") return false;
  await hosts.claim(domain.label, owner);
  const isNew = await change(place, async (rows) => {
    if ((await rows.get(domainNameRows, owner.domainName, owner.domainNameId)) !== undefined) return false;
    rows.put(domainNameRows, domain, owner.domainName, owner.domainNameId);
    return true;
  });
  if (!isNew) await hosts.release(domain.label, owner);
  return isNew;
}

/** Forgets a custom domain name with its mappings, routing rules and hosts. */
export async function removeDomainName(store: ApigatewayStore, place: Place, domain: StoredDomainName): Promise<void> {
  const owner = ownerOf(place, domain);
  await store.change(place, async (rows) => rows.remove(domainNameRows, owner.domainName, owner.domainNameId));
  await store.hosts.release(domain.domainName, owner);
  await store.hosts.release(domain.label, owner);
}

const ownerOf = (place: Place, { domainName, domainNameId = "" }: StoredDomainName): DomainOwner => ({
  place,
  domainName,
  domainNameId,
});

/** The custom domain names of a place that have a mapping to an API, or to a stage of it. */
export async function mappedDomainNames(rows: Reader, apiId: string, stage?: string): Promise<readonly string[]> {
  const domains = await listAll(rows, domainNameRows);
  return domains
    .filter(({ mappings }) => mappings.some((one) => one.apiId === apiId && (stage ?? one.stage) === one.stage))
    .map(({ domainName }) => domainName);
}
