import type { GetRoutingRuleResponse } from "@aws-sdk/client-apigatewayv2";
import { routingRuleOf } from "../../domain/v2/routing-rule.ts";
import { domainNameOf } from "../../store/domain-names.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames-domainname-routingrules-routingruleid.html */
export const GetRoutingRule: Operation<"GetRoutingRule"> = async (
  { DomainName, DomainNameId, RoutingRuleId },
  { place },
  store,
): Promise<GetRoutingRuleResponse> =>
  routingRuleOf(await domainNameOf(store.of(place), DomainName, DomainNameId), RoutingRuleId);
