import type { DomainName } from "@aws-sdk/client-api-gateway";
import { DOMAIN_NAME_PATCHES } from "../../domain/domain-names/domain-name-patches.ts";
import { describeDomainName, withEndpoints } from "../../domain/domain-names/domain-name.ts";
import { applyPatches } from "../../domain/patch/apply-patches.ts";
import { domainNameOf, domainNameRows } from "../../store/domain-names.ts";
import type { Operation } from "../operation.ts";

export const UpdateDomainName: Operation<"UpdateDomainName"> = async (input, call, store): Promise<DomainName> => {
  const { domainName, domainNameId, patchOperations } = input;
  const { clock, endpoint, ids, place } = call;
  return store.change(place, async (rows) => {
    const found = await domainNameOf(rows, domainName, domainNameId);
    const patched = applyPatches(found, patchOperations, DOMAIN_NAME_PATCHES);
    const domain = withEndpoints(patched, { place, ids, now: clock.now() });
    rows.put(domainNameRows, domain, domain.domainName, domain.domainNameId ?? "");
    return describeDomainName(domain, place, endpoint);
  });
};
