import type { DomainNames } from "@aws-sdk/client-api-gateway";
import { describeDomainName } from "../../domain/domain-names/domain-name.ts";
import { pageOf, readPage } from "../../domain/page.ts";
import { domainNameRows } from "../../store/domain-names.ts";
import type { Operation } from "../operation.ts";

export const GetDomainNames: Operation<"GetDomainNames"> = async (input, call, store): Promise<DomainNames> => {
  const { endpoint, place } = call;
  // Private domain names that others share are told by their access associations.
  if (input.resourceOwner === "OTHER_ACCOUNTS") return { items: [] };
  const { after, limit } = readPage(input);
  const { items, ...position } = pageOf(await store.of(place).list(domainNameRows, { after, limit: limit + 1 }), limit);
  return { items: items.map(({ row }) => describeDomainName(row, place, endpoint)), ...position };
};
