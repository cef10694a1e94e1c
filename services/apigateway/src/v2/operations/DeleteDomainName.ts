import { domainNameOf } from "../../store/domain-names.ts";
import { removeDomainName } from "../../store/keep-domain-names.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames-domainname.html */
export const DeleteDomainName: Operation<"DeleteDomainName"> = async (
  { DomainName },
  { place },
  store,
): Promise<object> => {
  await removeDomainName(store, place, await domainNameOf(store.of(place), DomainName));
  return {};
};
