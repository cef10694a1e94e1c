import type { DomainName } from "@aws-sdk/client-api-gateway";
import { describeDomainName } from "../../domain/domain-names/domain-name.ts";
import { domainNameOf } from "../../store/domain-names.ts";
import type { Operation } from "../operation.ts";

export const GetDomainName: Operation<"GetDomainName"> = async (input, call, store): Promise<DomainName> => {
  const { domainName, domainNameId } = input;
  const { endpoint, place } = call;
  return describeDomainName(await domainNameOf(store.of(place), domainName, domainNameId), place, endpoint);
};
