import type { GetDomainNameResponse } from "@aws-sdk/client-apigatewayv2";
import { describeV2DomainName } from "../../domain/v2/domain-name.ts";
import { domainNameOf } from "../../store/domain-names.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames-domainname.html */
export const GetDomainName: Operation<"GetDomainName"> = async (
  { DomainName },
  { endpoint, place },
  store,
): Promise<GetDomainNameResponse> =>
  describeV2DomainName(await domainNameOf(store.of(place), DomainName), place, endpoint);
