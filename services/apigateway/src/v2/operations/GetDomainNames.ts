import type { GetDomainNamesResponse } from "@aws-sdk/client-apigatewayv2";
import { describeV2DomainName } from "../../domain/v2/domain-name.ts";
import { readV2Page, v2PageOf } from "../../domain/v2/page.ts";
import { domainNameRows } from "../../store/domain-names.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames.html */
export const GetDomainNames: Operation<"GetDomainNames"> = async (
  input,
  { endpoint, place },
  store,
): Promise<GetDomainNamesResponse> => {
  const { after, limit } = readV2Page(input);
  const listed = await store.of(place).list(domainNameRows, { after, limit: limit + 1 });
  return v2PageOf(listed, limit, (domain) => describeV2DomainName(domain, place, endpoint));
};
