import { domainNameOf } from "../../store/domain-names.ts";
import { removeDomainName } from "../../store/keep-domain-names.ts";
import type { Operation } from "../operation.ts";

export const DeleteDomainName: Operation<"DeleteDomainName"> = async (input, { place }, store): Promise<object> => {
  const { domainName, domainNameId } = input;
  await removeDomainName(store, place, await domainNameOf(store.of(place), domainName, domainNameId));
  return {};
};
