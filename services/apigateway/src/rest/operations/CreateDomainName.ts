import type { DomainName } from "@aws-sdk/client-api-gateway";
import { describeDomainName, newDomainName } from "../../domain/domain-names/domain-name.ts";
import { domainNameExists } from "../../domain/domain-names/errors.ts";
import { checkTags } from "../../domain/tags.ts";
import { addDomainName } from "../../store/keep-domain-names.ts";
import type { Operation } from "../operation.ts";

export const CreateDomainName: Operation<"CreateDomainName"> = async (input, call, store): Promise<DomainName> => {
  const { clock, endpoint, ids, place } = call;
  checkTags(input.tags);
  const domain = newDomainName(input, { place, ids, now: clock.now() });
  if (!(await addDomainName(store, place, domain))) throw domainNameExists();
  return describeDomainName(domain, place, endpoint);
};
