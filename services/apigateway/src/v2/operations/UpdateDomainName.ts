import type { UpdateDomainNameResponse } from "@aws-sdk/client-apigatewayv2";
import { describeV2DomainName, updatedV2DomainName } from "../../domain/v2/domain-name.ts";
import { domainNameOf, domainNameRows } from "../../store/domain-names.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames-domainname.html */
export const UpdateDomainName: Operation<"UpdateDomainName"> = (
  input,
  call,
  store,
): Promise<UpdateDomainNameResponse> => {
  const { clock, endpoint, ids, place } = call;
  return store.change(place, async (rows) => {
    const current = await domainNameOf(rows, input.DomainName);
    const domain = updatedV2DomainName(current, input, { place, ids, now: clock.now() });
    rows.put(domainNameRows, domain, domain.domainName, "");
    return describeV2DomainName(domain, place, endpoint);
  });
};
